import { Drawer } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findLastCountry, rememberCountry } from '@/components/countries/countries';
import { PageSkeleton } from '@/components/PageSkeleton';
import { type Contact, useCreateContact, useUpdateContact } from '@/hooks/useContacts';
import { useDefaultCountry } from '@/hooks/useImportPreview';
import { useErrorText } from '@/lib/api/useErrorText';
import { type ContactValues, emptyValues, toNewContact, toPatch, valuesOf } from './form-values';
import { addRefused, type Draft, dropRefused, isWatched, useRefusedDraft } from './refused-drafts';
import { returnFocusTo } from './return-focus';
import { useStable } from './useStable';

const ContactForm = lazy(() => import('./ContactForm').then((m) => ({ default: m.ContactForm })));

/**
 * The form to create and edit contacts. It closes as soon as it is sent; what the server refuses comes back with
 * everything that was typed. The caller shows `form` once.
 */
export function useContactEditor(): {
  create: (categoryIds?: number[]) => void;
  edit: (contact: Contact) => void;
  form: ReactNode;
} {
  const { t } = useTranslation('contacts');
  const describe = useErrorText();
  const [opened, setOpened] = useState<Draft | null>(null);
  const [isShown, setShown] = useState(false);
  const refused = useRefusedDraft();
  const creation = useCreateContact({ notify: false });
  const update = useUpdateContact({ notify: false });
  const draft = isShown ? opened : refused;
  const defaultCountry = useDefaultCountry();
  const country = findLastCountry() ?? defaultCountry;

  const open = (next: Draft) => {
    setOpened(next);
    setShown(true);
  };
  const close = () => {
    if (draft?.contact) returnFocusTo(draft.contact.id);
    if (isShown) setShown(false);
    else if (refused) {
      // It stays in sight while the drawer slides out.
      setOpened(refused);
      dropRefused(refused);
    }
  };

  const submit = async (sent: Draft, values: ContactValues, e164: string | null) => {
    // Two clicks before the drawer is gone are one request.
    if (handled.has(sent)) return;
    handled.add(sent);
    close();
    if (values.country) rememberCountry(values.country);
    try {
      await save(sent, values, e164);
    } catch (error) {
      addRefused({ contact: sent.contact, values, refusal: error instanceof Error ? error : null });
      if (isWatched()) return;
      const who = `${values.texts.first_name} ${values.texts.last_name}`.trim() || values.phone;
      notifications.show({ color: 'red', title: t('form.refused_who', { who }), message: describe(error) });
    }
  };

  const save = async ({ contact }: Draft, values: ContactValues, e164: string | null) => {
    if (!contact) return creation.mutateAsync(toNewContact(values, e164));
    const change = toPatch(contact, values, e164);
    return change && update.mutateAsync({ id: contact.id, change });
  };

  const shown = draft ?? opened;
  const onCancel = useStable(close);
  const onSubmit = useStable((values: ContactValues, e164: string | null) => {
    if (shown) void submit(shown, values, e164);
  });
  const form = (
    <EditorDrawer
      isOpen={draft !== null}
      draft={shown}
      onClose={close}
      onSubmit={onSubmit}
      onCancel={onCancel}
    />
  );

  return {
    create: (categoryIds = []) =>
      open({
        contact: null,
        values: { ...emptyValues(country), categoryIds },
        refusal: null,
      }),
    edit: (contact) => open({ contact, values: valuesOf(contact, country), refusal: null }),
    form,
  };
}

/** The form of a draft, which stays in sight while the drawer slides out. */
function EditorDrawer(props: {
  isOpen: boolean;
  draft: Draft | null;
  onClose: () => void;
  onSubmit: (values: ContactValues, e164: string | null) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const { draft } = props;
  return (
    <Drawer
      opened={props.isOpen}
      onClose={props.onClose}
      position="right"
      size={560}
      title={draft?.contact ? t('form.edit_title') : t('form.new_title')}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
      styles={{ title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } }}
    >
      {draft && (
        <Suspense fallback={<PageSkeleton />}>
          <ContactForm
            key={draftKey(draft)}
            initial={draft.values}
            refusal={draft.refusal}
            isNew={draft.contact === null}
            needsPhone={!draft.contact || draft.contact.phone !== null}
            onSubmit={props.onSubmit}
            onCancel={props.onCancel}
          />
        </Suspense>
      )}
    </Drawer>
  );
}

const draftKeys = new WeakMap<Draft, number>();
let lastKey = 0;

/** Each draft has a form of its own: nothing typed in one shows in the next. */
function draftKey(draft: Draft): number {
  const known = draftKeys.get(draft);
  if (known !== undefined) return known;
  lastKey += 1;
  draftKeys.set(draft, lastKey);
  return lastKey;
}

const handled = new WeakSet<Draft>();
