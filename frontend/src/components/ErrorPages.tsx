import { Box, Button, Center, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ErrorComponentProps, Link, useRouter, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './ErrorState';

export function NotFoundPage() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('states.not_found')} · ${t('app')}`);
  return (
    <PageAlone>
      <Stack align="center" gap="sm" maw={420} ta="center">
        <Title order={1} size="h2">
          {t('states.not_found')}
        </Title>
        <Text c="dimmed">{t('states.not_found_text')}</Text>
        <Button mt="xs" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('states.home')}
        </Button>
      </Stack>
    </PageAlone>
  );
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <PageAlone>
      <ErrorState
        title={t('states.crashed')}
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </PageAlone>
  );
}

/** In the middle of the screen; as the page's main part where the shell is not around it. */
function PageAlone({ children }: { children: ReactNode }) {
  const isInShell = useRouterState({
    select: ({ matches }) => matches.some((match) => match.routeId === '/app'),
  });
  return (
    <Box component={isInShell ? 'div' : 'main'}>
      <Center mih="60vh" p="lg">
        {children}
      </Center>
    </Box>
  );
}
