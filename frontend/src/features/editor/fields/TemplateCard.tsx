import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '@/components/whatsapp/rendering';
import { TemplateStatusBadge } from '@/components/whatsapp/TemplateStatusBadge';
import { isUsable, knownStatus } from '@/components/whatsapp/template-status';
import classes from '@/features/editor/Editor.module.css';
import type { Template } from '@/hooks/useTemplates';
import { useReason } from '@/lib/useReason';

/** A template to choose; one that cannot be used says why. */
export function TemplateCard(props: { template: Template; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('editor');
  const { template, chosen, onChoose } = props;
  const usable = isUsable(template);
  return (
    <Paper
      withBorder
      radius="md"
      p="md"
      className={classes.template}
      data-usable={usable || undefined}
      data-chosen={chosen || undefined}
    >
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {template.name}
        </Text>
        <Badge variant="default" tt="none" fw={600} style={{ flexShrink: 0 }}>
          {template.language}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={4} my="xs" className={classes.body} flex={1}>
        {bodyOf(template)}
      </Text>
      <Group justify="space-between" gap="xs">
        <TemplateStatusBadge status={template.status} />
        {usable && (
          <Button
            size="compact-sm"
            variant={chosen ? 'filled' : 'default'}
            className={classes.whole ?? ''}
            aria-pressed={chosen}
            aria-label={t('template.use_named', { name: template.name, language: template.language })}
            onClick={onChoose}
          >
            {chosen ? t('template.chosen') : t('template.use')}
          </Button>
        )}
      </Group>
      {!usable && <WhyNot template={template} />}
      {usable && template.blocked_at && (
        <Text size="xs" mt="xs">
          {t('template.blocked', { reason: template.blocked_reason ?? '' })}
        </Text>
      )}
    </Paper>
  );
}

function WhyNot({ template }: { template: Template }) {
  const { t } = useTranslation('editor');
  const tell = useReason();
  const status = knownStatus(template.status);
  const unsupported = template.shape.unsupported_reason;
  return (
    <Stack gap={2} mt="xs">
      {status !== 'APPROVED' && (
        <Text size="xs">
          {status ? t(`template_why.${status}`) : t('template_why.other')}
          {template.rejected_reason && ` (${template.rejected_reason})`}
        </Text>
      )}
      {unsupported && <Text size="xs">{t('template.unsupported', { reason: tell(unsupported) })}</Text>}
    </Stack>
  );
}
