import { Button, Group, Modal, Radio, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress, keepLook, type Look, ownZone, readLook } from './look';

const KINDS = ['xlsx', 'csv', 'plain'] as const;

/** Asks how a file should look, and downloads it. `comesBack`: the import takes it as it is. */
export default function ExportDialog(props: { address: string; comesBack: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation(['downloads', 'common']);
  const [look, setLook] = useState(() => readLook(i18n.language));
  const zone = ownZone();
  const href = fileAddress(props.address, look, { language: i18n.language, zone });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('title')}
      centered
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <Stack gap="md">
        <Kinds look={look} onChange={setLook} />
        <Text size="sm" c="dimmed">
          {look.kind !== 'plain' && `${t('times', { zone: zone.replaceAll('_', ' ') })} `}
          {look.kind === 'xlsx' && `${t('wait')} `}
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
              keepLook(look);
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

function Kinds({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  const { t } = useTranslation('downloads');
  return (
    <Radio.Group
      label={t('kind')}
      value={look.kind}
      onChange={(value) => {
        const kind = KINDS.find((known) => known === value);
        if (kind) onChange({ ...look, kind });
      }}
    >
      <Stack gap="sm" mt="xs">
        {KINDS.map((kind) => (
          <div key={kind}>
            <Radio value={kind} label={t(kind)} description={t(`${kind}_hint`)} />
            {kind === 'csv' && look.kind === 'csv' && (
              <SegmentedControl
                mt="xs"
                ml={32}
                size="xs"
                aria-label={t('separator')}
                value={look.separator}
                onChange={(value) => onChange({ ...look, separator: value === ';' ? ';' : ',' })}
                data={[
                  { value: ';', label: t('semicolon') },
                  { value: ',', label: t('comma') },
                ]}
              />
            )}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}
