import { Alert, Button, Checkbox, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategories } from '@/hooks/useCategories';
import { type BulkProgress, type Chosen, useBulkCategories, useBulkDelete } from '@/hooks/useContacts';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { Dialog } from './Dialog';

export type BulkAction = 'add' | 'remove' | 'delete';

/** A change of many contacts: asked, done request by request, and told how far it is. */
export function BulkDialog(props: {
  action: BulkAction;
  chosen: Chosen;
  /** How many they are; null where nobody knows before it is done. */
  count: number | null;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const { action, count } = props;
  const bulk = useBulk(props);
  const whom = count === null ? t('bulk.whom_all') : t('bulk.whom', { count, shown: format.count(count) });
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t(`bulk.${action}_title`)}>
      <Stack gap="md">
        <Text size="sm">{whom}</Text>
        {bulk.error && (
          <Alert color="red" icon={<IconAlertTriangle />} title={t('bulk.failed')} role="alert">
            {bulk.error}
          </Alert>
        )}
        {bulk.isPending ? (
          <Working progress={bulk.progress} count={count} onClose={props.onClose} />
        ) : action === 'delete' ? (
          <DeleteForm
            needsCheck={count === null || count > 1}
            onCancel={props.onClose}
            onSubmit={bulk.delete}
          />
        ) : (
          <CategoryForm action={action} onCancel={props.onClose} onSubmit={bulk.file} />
        )}
      </Stack>
    </Dialog>
  );
}

/** Runs the change; says how it went also after the dialog was closed. */
function useBulk(request: { action: BulkAction; chosen: Chosen; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const describe = useErrorText();
  const categories = useCategories().data?.items ?? [];
  const filing = useBulkCategories();
  const deletion = useBulkDelete();
  const [progress, setProgress] = useState<BulkProgress>({ matched: 0, changed: 0 });

  const run = async (work: Promise<BulkProgress>, say: (count: number) => string) => {
    try {
      const { changed } = await work;
      notifications.show({ color: 'teal', message: say(changed) });
      request.onDone();
      request.onClose();
    } catch (error) {
      notifications.show({ color: 'red', title: t('bulk.failed'), message: describe(error) });
    }
  };
  const start = () => {
    setProgress({ matched: 0, changed: 0 });
    return { chosen: request.chosen, onProgress: setProgress };
  };
  const error = filing.error ?? deletion.error;
  return {
    progress,
    isPending: filing.isPending || deletion.isPending,
    error: error && describe(error),
    delete: (erase: boolean) =>
      void run(deletion.mutateAsync({ ...start(), erase }), (count) =>
        t('bulk.deleted', { count, shown: format.count(count) }),
      ),
    file: (categoryId: number) => {
      const action = request.action === 'remove' ? 'remove' : 'add';
      const name = categories.find(({ id }) => id === categoryId)?.name ?? '';
      void run(filing.mutateAsync({ ...start(), action, categoryId }), (count) =>
        t(action === 'add' ? 'bulk.added' : 'bulk.removed', { count, shown: format.count(count), name }),
      );
    },
  };
}

function Working(props: { progress: BulkProgress; count: number | null; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const { matched } = props.progress;
  const label = t('bulk.working', { count: matched, shown: format.count(matched) });
  return (
    <>
      <div>
        <Text size="sm" mb={6} role="status">
          {label}
        </Text>
        <Progress.Root size="lg">
          <Progress.Section
            aria-label={label}
            value={props.count ? Math.max(3, (100 * matched) / props.count) : 100}
            animated
          />
        </Progress.Root>
      </div>
      <Text size="sm" c="dimmed">
        {t('bulk.stay')}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose}>
          {t('common:actions.close')}
        </Button>
      </Group>
    </>
  );
}

function DeleteForm(props: {
  needsCheck: boolean;
  onCancel: () => void;
  onSubmit: (erase: boolean) => void;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const [understood, setUnderstood] = useState(false);
  const [erase, setErase] = useState(false);
  return (
    <>
      <Text size="sm">{t('delete.text')}</Text>
      <Checkbox
        label={t('bulk.erase')}
        checked={erase}
        onChange={(event) => setErase(event.currentTarget.checked)}
      />
      {(props.needsCheck || erase) && (
        <Checkbox
          label={t('bulk.understood')}
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onCancel} data-autofocus>
          {t('common:actions.cancel')}
        </Button>
        <Button
          color="red.8"
          disabled={(props.needsCheck || erase) && !understood}
          onClick={() => props.onSubmit(erase)}
        >
          {t('bulk.delete')}
        </Button>
      </Group>
    </>
  );
}

function CategoryForm(props: {
  action: 'add' | 'remove';
  onCancel: () => void;
  onSubmit: (categoryId: number) => void;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const categories = (useCategories().data?.items ?? []).filter(({ id }) => id > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) props.onSubmit(Number(chosen));
      }}
    >
      <Stack gap="md">
        {categories.length === 0 ? (
          <Text size="sm">{t('bulk.no_category')}</Text>
        ) : (
          <Select
            label={t('bulk.category')}
            placeholder={t('bulk.choose')}
            searchable
            openOnFocus={false}
            nothingFoundMessage={t('form.no_categories')}
            data={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={chosen}
            onChange={setChosen}
            data-autofocus
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" disabled={!chosen}>
            {t(`bulk.${props.action}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
