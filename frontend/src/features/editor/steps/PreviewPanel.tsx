import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '@/components/whatsapp/draft-shape';
import { PhoneScreen } from '@/components/whatsapp/PhoneScreen';
import { showMessage1, showMessage2 } from '@/components/whatsapp/rendering';
import { useFieldName } from '@/components/whatsapp/useFieldName';
import { WhatsAppPreview } from '@/components/whatsapp/WhatsAppPreview';
import type { ShownSample } from '@/features/editor/draft/samples';
import classes from '@/features/editor/Editor.module.css';
import { Notice } from '@/features/editor/fields/Notice';
import type { Template } from '@/hooks/useTemplates';

/** Both messages as one of the contacts will see them, or the one of them that is being written. */
export function PreviewPanel(props: {
  samples: readonly ShownSample[];
  draft: Draft;
  template: Template | null;
  from: string;
  only?: 'message_1';
}) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const nameOf = useFieldName();
  const { samples, draft, template } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const sample = samples.find(({ kind }) => kind === wanted) ?? samples[0] ?? null;
  const message1 = sample ? sample.message1 : template && showMessage1(template, draft, {});
  const message2 = sample ? sample.message2 : showMessage2(draft.message2, {}).message;
  const lacking = props.only ? null : (sample?.missing ?? null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={2} size="h4">
          {t('preview.title')}
        </Title>
        {samples.length > 0 && (
          <Select
            size="xs"
            w={{ base: '100%', xs: 240 }}
            aria-label={t('preview.as')}
            allowDeselect={false}
            value={sample?.kind ?? null}
            onChange={setWanted}
            data={samples.map(({ kind, name }) => ({
              value: kind,
              label: t('preview.sample', { name: name || tCommon('unnamed'), why: t(`preview.why.${kind}`) }),
            }))}
          />
        )}
      </Group>
      <div className={classes.phones} data-two={props.only ? undefined : true}>
        <Stack gap={6}>
          {!props.only && (
            <Text size="sm" fw={600}>
              {tCommon('message_type.message_1')}
            </Text>
          )}
          <PhoneScreen
            label={t('preview.of', { message: tCommon('message_type.message_1') })}
            from={props.from}
            empty={t('preview.no_message_1')}
          >
            {message1 && <WhatsAppPreview {...message1} />}
          </PhoneScreen>
        </Stack>
        {!props.only && (
          <Stack gap={6}>
            <Text size="sm" fw={600}>
              {t('preview.after_reply')}
            </Text>
            <PhoneScreen
              label={t('preview.of', { message: tCommon('message_type.message_2') })}
              from={props.from}
              empty={t(lacking ? 'preview.none_here' : 'preview.no_message_2')}
            >
              {message2 && !lacking && <WhatsAppPreview {...message2} />}
            </PhoneScreen>
          </Stack>
        )}
      </div>
      {lacking && (
        <Notice color="orange" icon={<IconInfoCircle />} p="xs">
          <Text size="sm">
            {t('preview.lacks', {
              field: nameOf(lacking),
              example: `{{${lacking}|${t('format.example')}}}`,
            })}
          </Text>
        </Notice>
      )}
      {samples.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('preview.no_samples')}
        </Text>
      )}
    </Stack>
  );
}
