import { Alert, Button, Group, Modal, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CategoryChip } from '@/components/people/CategoryChips';
import type { Category } from '@/hooks/useCategories';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { ColorField } from './ColorField';
import { findFaults, type Request } from './category-form';
import type { CategoryDialogs, OpenForm } from './useCategoryDialogs';

/** Name and colour of a category, new or old. */
export function CategoryFormDialog({ dialogs }: { dialogs: CategoryDialogs }) {
  const { t } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const { form, categories } = dialogs;
  // The form stays while the dialog fades away.
  const [shown, setShown] = useState<OpenForm | null>(null);
  useEffect(() => {
    if (form) setShown(form);
  }, [form]);
  const open = form ?? shown;
  return (
    <Modal
      opened={form !== null}
      onClose={dialogs.closeForm}
      title={t(open?.request.id == null ? 'form.new' : 'form.edit')}
      centered
      attributes={{ header: { role: 'none' } }}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {open && (
        <CategoryForm
          key={`${open.request.id} ${open.error ? 'again' : ''}`}
          open={open}
          categories={categories}
          onSave={dialogs.save}
          onCancel={dialogs.closeForm}
        />
      )}
    </Modal>
  );
}

const NAME_CODES: ReadonlySet<string> = new Set(['category_exists', 'category_name_refused']);

function CategoryForm(props: {
  open: OpenForm;
  categories: readonly Category[];
  onSave: (request: Request) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const describe = useErrorText();
  const { error } = props.open;
  const [request, setRequest] = useState(props.open.request);
  const [tried, setTried] = useState(false);
  const faults = tried ? findFaults(request, props.categories) : {};
  const isAboutName = error instanceof ApiError && NAME_CODES.has(error.code);
  const unchanged = request.name === props.open.request.name;
  const nameError = faults.name ? t(`fault.${faults.name}`) : isAboutName && unchanged && describe(error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = Object.keys(findFaults(request, props.categories)).length === 0;
    // Once it is saved, the category of that name is its own.
    setTried(!isRight);
    if (isRight) props.onSave(request);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {error !== null && !isAboutName && (
          <Alert color="red" icon={<IconAlertTriangle />} role="alert" title={t('form.refused')}>
            {describe(error)}
          </Alert>
        )}
        <TextInput
          label={t('form.name')}
          placeholder={t('form.name_example')}
          value={request.name}
          onChange={(event) => setRequest({ ...request, name: event.currentTarget.value })}
          error={nameError}
          maxLength={120}
          required
          data-autofocus
          autoComplete="off"
        />
        <ColorField
          value={request.color}
          onChange={(color) => setRequest({ ...request, color })}
          {...(faults.color && { error: t(`fault.${faults.color}`) })}
        />
        <Paper bg="var(--relance-canvas)" withBorder p="sm" radius="md">
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed">
              {t('form.preview')}
            </Text>
            <CategoryChip
              category={{
                id: 0,
                contact_count: 0,
                color: request.color,
                name: request.name.trim() || t('form.name'),
              }}
            />
          </Group>
        </Paper>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            {tCommon('actions.cancel')}
          </Button>
          <Button type="submit">{tCommon(request.id === null ? 'actions.create' : 'actions.save')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
