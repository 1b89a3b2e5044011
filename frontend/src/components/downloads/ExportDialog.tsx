import { Button, Group, Modal, Radio, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress, keepWishes, ownZone, readWishes, type Wishes } from './wishes';

const KINDS = ['xlsx', 'csv', 'plain'] as const;

/** Asks how a file should look, and downloads it. `comesBack`: the import takes it as it is. */
export default function ExportDialog(props: { address: string; comesBack: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation(['downloads', 'common']);
  const [wishes, setWishes] = useState(() => readWishes(i18n.language));
  const zone = ownZone();
  const href = fileAddress(props.address, wishes, { language: i18n.language, zone });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('title')}
      centered
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <Stack gap="md">
        <Kinds wishes={wishes} onChange={setWishes} />
        <Text size="sm" c="dimmed">
          {wishes.kind !== 'plain' && `${t('times', { zone: zone.replaceAll('_', ' ') })} `}
          {wishes.kind === 'xlsx' && `${t('wait')} `}
          {props.comesBack && t('back')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button
            component="a"
            href={href}
            download
            data-autofocus
            leftSection={<IconDownload size={18} aria-hidden />}
            onClick={() => {
              keepWishes(wishes);
              props.onClose();
            }}
          >
            {t('download')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Kinds({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  const { t } = useTranslation('downloads');
  return (
    <Radio.Group
      label={t('kind')}
      value={wishes.kind}
      onChange={(value) => {
        const kind = KINDS.find((known) => known === value);
        if (kind) onChange({ ...wishes, kind });
      }}
    >
      <Stack gap="sm" mt="xs">
        {KINDS.map((kind) => (
          <div key={kind}>
            <Radio value={kind} label={t(kind)} description={t(`${kind}_hint`)} />
            {kind === 'csv' && wishes.kind === 'csv' && (
              <SegmentedControl
                mt="xs"
                ml={32}
                size="xs"
                aria-label={t('separator')}
                value={wishes.separator}
                onChange={(value) => onChange({ ...wishes, separator: value === ';' ? ';' : ',' })}
                data={[
                  { value: ';', label: `${t('semicolon')} (${t('semicolon_hint')})` },
                  { value: ',', label: `${t('comma')} (${t('comma_hint')})` },
                ]}
              />
            )}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}
