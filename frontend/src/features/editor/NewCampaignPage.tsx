import { Button, Group, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { type BrowserDraft, forgetInBrowser, readFromBrowser } from '@/features/editor/draft/browser-draft';
import { emptyDraft } from '@/features/editor/draft/draft';
import { useEditorData } from '@/features/editor/draft/useEditorData';
import { Notice } from '@/features/editor/fields/Notice';
import { useMe } from '@/hooks/useMe';
import { useFormat } from '@/lib/useFormat';
import { CampaignEditor } from './CampaignEditor';
import { EditorSkeleton } from './EditorSkeleton';

/** A new campaign; `?from=<category id>` chooses a category. */
export function NewCampaignPage() {
  const { t } = useTranslation('editor');
  const me = useMe();
  const { data, error, retry } = useEditorData();
  const { from } = useSearch({ from: '/app/campaigns/new' });
  const [kept, setKept] = useState(() => (from === undefined ? readFromBrowser(me.id) : null));
  if (error) {
    return (
      <>
        <PageHeader title={t('page.new')} />
        <ErrorState error={error} onRetry={retry} />
      </>
    );
  }
  if (!data) return <EditorSkeleton />;
  const known = data.categories.filter(({ id }) => id === from).map(({ id }) => id);
  const afresh = () => {
    forgetInBrowser(me.id);
    setKept(null);
  };
  return (
    <CampaignEditor
      key={kept?.at ?? 'new'}
      campaign={null}
      initial={kept?.draft ?? emptyDraft(known)}
      data={data}
      note={kept && <Continued kept={kept} onAfresh={afresh} />}
    />
  );
}

function Continued({ kept, onAfresh }: { kept: BrowserDraft; onAfresh: () => void }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  return (
    <Notice color="blue" icon={<IconRestore />} mb="lg" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('continued.text', { when: format.ago(kept.at) })}</Text>
        <Button size="xs" variant="default" onClick={onAfresh}>
          {t('continued.afresh')}
        </Button>
      </Group>
    </Notice>
  );
}
