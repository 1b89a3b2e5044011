import { Button, Group, Input, Select, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { bodyOf } from '@/components/whatsapp/rendering';
import { findTemplates } from '@/components/whatsapp/template-status';
import classes from '@/features/editor/Editor.module.css';
import { type Template, useSyncTemplates } from '@/hooks/useTemplates';
import { useErrorText } from '@/lib/api/useErrorText';
import { TemplateCard } from './TemplateCard';

/** All templates of the sender's account, to search and to choose one. */
export function TemplateChooser(props: {
  templates: readonly Template[];
  chosen: { name: string; language: string } | null;
  error: string | undefined;
  onChoose: (template: Template) => void;
}) {
  const { t } = useTranslation('editor');
  const [search, setSearch] = useState('');
  const [language, setLanguage] = useState<string | null>(null);
  const { templates, chosen } = props;
  const languages = [...new Set(templates.map((template) => template.language))].sort();
  const found = findTemplates(templates, search, bodyOf).filter(
    (template) => language === null || template.language === language,
  );
  if (templates.length === 0) {
    return (
      <EmptyState
        icon={IconTemplate}
        title={t('template.empty')}
        text={t('template.empty_text')}
        action={<SyncButton filled />}
      />
    );
  }
  return (
    <div>
      <Group mb="md" gap="sm" align="center">
        <TextInput
          flex="1 1 220px"
          aria-label={t('template.search')}
          placeholder={t('template.search')}
          leftSection={<IconSearch size={16} />}
          value={search}
          aria-invalid={props.error !== undefined}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {languages.length > 1 && (
          <Select
            w={170}
            aria-label={t('template.language')}
            placeholder={t('template.all_languages')}
            data={languages}
            value={language}
            onChange={setLanguage}
            clearable
            clearButtonProps={{ 'aria-label': t('template.all_languages') }}
          />
        )}
        <SyncButton />
      </Group>
      {props.error && (
        <Input.Error mb="sm" role="alert" size="sm">
          {props.error}
        </Input.Error>
      )}
      {found.length === 0 && (
        <Text c="dimmed" py="xl" ta="center">
          {t('template.none_found')}
        </Text>
      )}
      <ul className={classes.templates}>
        {found.map((template) => (
          <li key={template.id}>
            <TemplateCard
              template={template}
              chosen={template.name === chosen?.name && template.language === chosen.language}
              onChoose={() => props.onChoose(template)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Ask Meta for its templates now. */
function SyncButton({ filled = false }: { filled?: boolean }) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const closeButtonProps = { 'aria-label': tCommon('actions.close') };
  const describe = useErrorText();
  const sync = useSyncTemplates();
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      leftSection={<IconRefresh size={16} />}
      loading={sync.isPending}
      onClick={() =>
        sync.mutate(undefined, {
          onSuccess: ({ listed }) =>
            notifications.show({
              message: t('template.synced', { count: listed }),
              color: 'teal',
              closeButtonProps,
            }),
          onError: (error) =>
            notifications.show({ message: describe(error), color: 'red', role: 'alert', closeButtonProps }),
        })
      }
    >
      {t('template.sync')}
    </Button>
  );
}
