import { Button, Group, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Sender, useSetSenderRate } from '@/hooks/useSenders';
import { useErrorText } from '@/lib/api/useErrorText';

const SLOWEST = 0.1;
const FASTEST = 10_000;

/** How fast a number sends; nothing written means the installation's own rate. */
export function SenderRate({ sender, number }: { sender: Sender; number: string }) {
  const { t } = useTranslation('settings');
  const { t: common, i18n } = useTranslation();
  const describe = useErrorText();
  const setRate = useSetSenderRate();
  const [rate, write] = useState<number | string>(sender.rate_per_s ?? '');
  const value = rate === '' ? null : Number(rate);
  const isRefused = value !== null && !(value >= SLOWEST && value <= FASTEST);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRefused) return;
    setRate.mutate(
      { id: sender.id, ratePerS: value },
      {
        onSuccess: () =>
          notifications.show({ color: 'forest', message: t('senders.rate_saved', { number }) }),
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={t('senders.rate')}
          description={t('senders.rate_hint')}
          w={{ base: '100%', xs: 380 }}
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          min={SLOWEST}
          max={FASTEST}
          clampBehavior="none"
          decimalSeparator={i18n.language === 'fr' ? ',' : '.'}
          allowedDecimalSeparators={['.', ',']}
          value={rate}
          onChange={write}
          error={isRefused ? t('senders.rate_refused') : setRate.isError && describe(setRate.error)}
        />
        <Button
          type="submit"
          variant="default"
          loading={setRate.isPending}
          disabled={value === sender.rate_per_s}
        >
          {common('actions.save')}
        </Button>
      </Group>
    </form>
  );
}
