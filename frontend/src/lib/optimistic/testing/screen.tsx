import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import {
  useAddToCategory,
  useCategories,
  useCreateCategory,
  useDeleteCategory,
  useRemoveFromCategory,
  useUpdateCategory,
} from '@/hooks/useCategories';
import {
  type ContactFilters,
  useContactCounts,
  useContacts,
  useCreateContact,
  useDeleteContact,
  useOptIn,
  useOptOut,
  useUpdateContact,
} from '@/hooks/useContacts';
import { useDashboard } from '@/hooks/useStats';

export const FILTERS: ContactFilters[] = [
  {},
  { category_id: 1 },
  { sort: 'name', whatsapp_verified: 'true' },
  { sort: 'oldest', opted_out: true },
];
export const SEARCH: ContactFilters = { q: '2' };
/** On screen only now and then. */
export const OTHER: ContactFilters = { category_id: 2, sort: 'name' };

/** Around hooks that ask this client. */
export function wrap(client: QueryClient) {
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
}

function useScreen() {
  const quiet = { notify: false };
  return {
    lists: [
      useContacts(FILTERS[0] ?? {}),
      useContacts(FILTERS[1] ?? {}),
      useContacts(FILTERS[2] ?? {}),
      useContacts(FILTERS[3] ?? {}),
    ],
    search: useContacts(SEARCH),
    counts: useContactCounts(),
    categories: useCategories(),
    dashboard: useDashboard(),
    createContact: useCreateContact(quiet),
    updateContact: useUpdateContact(quiet),
    deleteContact: useDeleteContact(quiet),
    optOut: useOptOut(quiet),
    optIn: useOptIn(quiet),
    createCategory: useCreateCategory(quiet),
    updateCategory: useUpdateCategory(quiet),
    deleteCategory: useDeleteCategory(quiet),
    add: useAddToCategory(quiet),
    remove: useRemoveFromCategory(quiet),
  };
}

/** `watch` is told of all that was ever on screen. */
export function mountScreen(client: QueryClient, watch: (screen: Screen) => void) {
  const useWatched = () => {
    const screen = useScreen();
    watch(screen);
    return screen;
  };
  return renderHook(useWatched, { wrapper: wrap(client) });
}

export type Screen = ReturnType<typeof useScreen>;
