import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';

/** What stands where content could not be loaded: what happened, and a way to try again. */
export function ErrorState(props: { error: unknown; title?: string; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorText();
  const requestId = props.error instanceof ApiError ? props.error.requestId : null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      title={props.title ?? t('states.error')}
      role="alert"
    >
      <Stack gap="xs">
        <Text size="sm">{describe(props.error)}</Text>
        {requestId && (
          <Text size="xs" c="dimmed" ff="monospace">
            {requestId}
          </Text>
        )}
        {props.onRetry && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} />}
              onClick={props.onRetry}
            >
              {t('actions.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
