import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMessage2Off, IconRefresh, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { bodyOf } from '@/components/whatsapp/rendering';
import { findTemplates, knownStatus } from '@/components/whatsapp/template-status';
import { type Template, useSyncTemplates, useTemplates } from '@/hooks/useTemplates';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { SectionSkeleton } from './SectionSkeleton';
import classes from './SettingsPage.module.css';
import { SettingsSection } from './SettingsSection';
import { TemplateDialog } from './TemplateDialog';
import { TemplateRow } from './TemplateRow';
import { useSettingsTitle } from './useSettingsTitle';

/** The templates of the account as Meta last described them. */
export function TemplatesPage() {
  useSettingsTitle('templates');
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useTemplates();
  return (
    <SettingsSection title={t('templates.title')} text={t('templates.text')} action={<SyncButton />}>
      {!data &&
        (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton rows={6} />)}
      {data?.length === 0 && (
        <EmptyState icon={IconTemplate} title={t('templates.empty')} text={t('templates.empty_text')} />
      )}
      {data && data.length > 0 && <Templates templates={data} />}
    </SettingsSection>
  );
}

function SyncButton() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const describe = useErrorText();
  const sync = useSyncTemplates();
  return (
    <Button
      leftSection={<IconRefresh size={18} aria-hidden />}
      loading={sync.isPending}
      onClick={() =>
        sync.mutate(undefined, {
          onSuccess: ({ listed, vanished }) => {
            const read = t('templates.synced', { count: listed, n: format.count(listed) });
            const gone = t('templates.vanished', { count: vanished, n: format.count(vanished) });
            notifications.show({ color: 'forest', message: vanished > 0 ? `${read} ${gone}` : read });
          },
          onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
        })
      }
    >
      {t('templates.sync')}
    </Button>
  );
}

function Templates({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('settings');
  const { t: editor } = useTranslation('editor');
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState('');
  const [openId, setOpenId] = useState<number | null>(null);
  const found = findTemplates(templates, search, bodyOf).filter(
    (template) => status === '' || template.status === status,
  );
  const statuses = [...new Set(templates.map((template) => template.status))].sort();
  const nameOf = (word: string) => {
    const known = knownStatus(word);
    return known ? editor(`template_status.${known}`) : word;
  };
  return (
    <>
      <Group gap="sm" mb="xs">
        <TextInput
          flex="1 1 220px"
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          leftSection={<IconSearch size={17} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('templates.status_filter')}
          data={[
            { value: '', label: t('templates.all') },
            ...statuses.map((word) => ({ value: word, label: nameOf(word) })),
          ]}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value)}
        />
      </Group>
      {found.length === 0 ? (
        <EmptyState icon={IconMessage2Off} title={t('templates.none')} text={t('templates.none_text')} />
      ) : (
        <ul className={classes.rows}>
          {found.map((template) => (
            <TemplateRow key={template.id} template={template} onOpen={() => setOpenId(template.id)} />
          ))}
        </ul>
      )}
      <TemplateDialog
        template={templates.find(({ id }) => id === openId) ?? null}
        onClose={() => setOpenId(null)}
      />
    </>
  );
}
