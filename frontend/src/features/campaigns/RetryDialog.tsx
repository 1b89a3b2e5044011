import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useRetryFailed } from '@/hooks/useCampaignCommands';
import { useCampaignErrors } from '@/hooks/useCampaigns';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import type { ActedOn } from './CampaignMenu';

/** Says how many of the failed messages can be sent again, and sends them. */
export function RetryDialog(props: { campaign: ActedOn; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation();
  const describe = useErrorText();
  const errors = useCampaignErrors(props.campaign.id);
  const retry = useRetryFailed();
  const retryable = errors.data?.items.reduce((sum, group) => sum + group.retryable, 0) ?? 0;
  const send = () =>
    retry.mutate(props.campaign.id, {
      onSuccess: (answer) => {
        notifications.show({
          message: [t('done.retry', { count: answer.retried }), answer.more && t('done.retry_more')]
            .filter(Boolean)
            .join('. '),
          color: 'teal',
        });
        props.onClose();
      },
      onError: (error) => {
        notifications.show({
          title: t('done.refused'),
          message: describe(error),
          color: 'red',
          role: 'alert',
        });
        props.onClose();
      },
    });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('confirm.retry_title')}
      centered
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack>
        {errors.isError ? (
          <ErrorState error={errors.error} onRetry={() => void errors.refetch()} />
        ) : errors.isPending ? (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm">{t('confirm.retry_loading')}</Text>
          </Group>
        ) : (
          <Words retryable={retryable} failed={errors.data.total} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {retryable > 0 ? tCommon('actions.cancel') : tCommon('actions.close')}
          </Button>
          {retryable > 0 && (
            <Button onClick={send} loading={retry.isPending}>
              {t('confirm.retry_yes')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Words({ retryable, failed }: { retryable: number; failed: number }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  if (failed === 0) return <Text size="sm">{t('confirm.retry_no_failed')}</Text>;
  if (retryable === 0) return <Text size="sm">{t('confirm.retry_none')}</Text>;
  return (
    <>
      <Text fw={600}>{t('confirm.retry_text', { count: retryable, failed: format.count(failed) })}</Text>
      {retryable < failed && <Text size="sm">{t('confirm.retry_why')}</Text>}
    </>
  );
}
