import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '@/components/whatsapp/rendering';
import { TemplateStatusBadge } from '@/components/whatsapp/TemplateStatusBadge';
import type { Template } from '@/hooks/useTemplates';
import classes from './SettingsPage.module.css';
import { useTemplateCategory } from './useTemplateCategory';

/** A template in the list; opens its details. */
export function TemplateRow({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const { name, language } = template;
  const nameCategory = useTemplateCategory();
  return (
    <li className={`${classes.row} ${classes.rowButton}`}>
      <div className={classes.rowMain} style={{ flex: '1 1 260px' }}>
        <Group gap="xs">
          <button
            type="button"
            className={classes.rowName}
            aria-label={t('templates.open', { name, language })}
            onClick={onOpen}
          >
            {name}
          </button>
          <Badge variant="default" tt="none" fw={600}>
            {language}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {bodyOf(template)}
        </Text>
      </div>
      <Group gap="md" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {nameCategory(template.category)}
        </Text>
        <TemplateStatusBadge status={template.status} />
      </Group>
    </li>
  );
}
