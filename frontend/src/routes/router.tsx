import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { requireNoUser, requireSetup, requireUser } from '@/app/access';
import { ErrorPage, NotFoundPage } from '@/components/ErrorPages';
import { PageSkeleton } from '@/components/PageSkeleton';
import { StartSkeleton } from '@/components/StartSkeleton';
import { signInSearch } from '@/features/auth/search';
import { campaignSearch, campaignsSearch } from '@/features/campaigns/search';
import { contactsSearch } from '@/features/contacts/search';
import { newCampaignSearch } from '@/features/editor/search';
import { messagesSearch } from '@/features/messages/search';

/** Every page of the app and the file it is in. A page's code is loaded when it is first looked at. */
const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: requireNoUser,
  pendingComponent: StartSkeleton,
  component: lazyRouteComponent(() => import('@/features/auth/SignInPage'), 'SignInPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: requireSetup,
  pendingComponent: StartSkeleton,
  component: lazyRouteComponent(() => import('@/features/auth/SetupPage'), 'SetupPage'),
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: requireUser,
  pendingComponent: StartSkeleton,
  component: lazyRouteComponent(() => import('@/app/Shell'), 'Shell'),
});

const dashboard = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/dashboard/DashboardPage'), 'DashboardPage'),
});

const contacts = createRoute({
  getParentRoute: () => app,
  path: '/contacts',
  validateSearch: contactsSearch,
  component: lazyRouteComponent(() => import('@/features/contacts/ContactsPage'), 'ContactsPage'),
});

const contactImport = createRoute({
  getParentRoute: () => app,
  path: '/contacts/import',
  component: lazyRouteComponent(() => import('@/features/imports/ImportPage'), 'ImportPage'),
});

const importJob = createRoute({
  getParentRoute: () => app,
  path: '/contacts/import/$jobId',
  params: numberParam('jobId'),
  component: lazyRouteComponent(() => import('@/features/imports/ImportJobPage'), 'ImportJobPage'),
});

const contact = createRoute({
  getParentRoute: () => app,
  path: '/contacts/$contactId',
  params: numberParam('contactId'),
  component: lazyRouteComponent(() => import('@/features/contacts/ContactPage'), 'ContactPage'),
});

const categories = createRoute({
  getParentRoute: () => app,
  path: '/categories',
  component: lazyRouteComponent(() => import('@/features/categories/CategoriesPage'), 'CategoriesPage'),
});

const category = createRoute({
  getParentRoute: () => app,
  path: '/categories/$categoryId',
  params: numberParam('categoryId'),
  component: lazyRouteComponent(() => import('@/features/categories/CategoryPage'), 'CategoryPage'),
});

const campaigns = createRoute({
  getParentRoute: () => app,
  path: '/campaigns',
  validateSearch: campaignsSearch,
  component: lazyRouteComponent(() => import('@/features/campaigns/CampaignsPage'), 'CampaignsPage'),
});

const newCampaign = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/new',
  validateSearch: newCampaignSearch,
  component: lazyRouteComponent(() => import('@/features/editor/NewCampaignPage'), 'NewCampaignPage'),
});

const campaign = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$campaignId',
  params: numberParam('campaignId'),
  validateSearch: campaignSearch,
  component: lazyRouteComponent(() => import('@/features/campaigns/CampaignPage'), 'CampaignPage'),
});

const editCampaign = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$campaignId/edit',
  params: numberParam('campaignId'),
  component: lazyRouteComponent(() => import('@/features/editor/EditCampaignPage'), 'EditCampaignPage'),
});

const messages = createRoute({
  getParentRoute: () => app,
  path: '/messages',
  validateSearch: messagesSearch,
  component: lazyRouteComponent(() => import('@/features/messages/MessagesPage'), 'MessagesPage'),
});

const message = createRoute({
  getParentRoute: () => app,
  path: '/messages/$messageId',
  params: numberParam('messageId'),
  component: lazyRouteComponent(() => import('@/features/messages/MessagePage'), 'MessagePage'),
});

const monitoring = createRoute({
  getParentRoute: () => app,
  path: '/monitoring',
  component: lazyRouteComponent(() => import('@/features/monitoring/MonitoringPage'), 'MonitoringPage'),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account', replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/settings/AccountPage'), 'AccountPage'),
});

const general = createRoute({
  getParentRoute: () => settings,
  path: '/general',
  component: lazyRouteComponent(() => import('@/features/settings/GeneralPage'), 'GeneralPage'),
});

const senders = createRoute({
  getParentRoute: () => settings,
  path: '/senders',
  component: lazyRouteComponent(() => import('@/features/settings/SendersPage'), 'SendersPage'),
});

const templates = createRoute({
  getParentRoute: () => settings,
  path: '/templates',
  component: lazyRouteComponent(() => import('@/features/settings/TemplatesPage'), 'TemplatesPage'),
});

const users = createRoute({
  getParentRoute: () => settings,
  path: '/users',
  component: lazyRouteComponent(() => import('@/features/settings/UsersPage'), 'UsersPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('@/features/settings/ApiKeysPage'), 'ApiKeysPage'),
});

const database = createRoute({
  getParentRoute: () => settings,
  path: '/database',
  component: lazyRouteComponent(() => import('@/features/settings/DatabasePage'), 'DatabasePage'),
});

const tree = root.addChildren([
  signIn,
  setup,
  app.addChildren([
    dashboard,
    contacts,
    contactImport,
    importJob,
    contact,
    categories,
    category,
    campaigns,
    newCampaign,
    campaign,
    editCampaign,
    messages,
    message,
    monitoring,
    settings.addChildren([settingsHome, account, general, senders, templates, users, apiKeys, database]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** A path parameter that is a whole number; anything else is no such page. */
function numberParam<Name extends string>(name: Name) {
  type Params = Record<Name, number>;
  return {
    parse: (raw: Record<Name, string>): Params => {
      const value = Number(raw[name]);
      return { [name]: Number.isSafeInteger(value) && value > 0 ? value : 0 } as Params;
    },
    stringify: (params: Params): Record<Name, string> =>
      ({ [name]: String(params[name]) }) as Record<Name, string>,
  };
}
