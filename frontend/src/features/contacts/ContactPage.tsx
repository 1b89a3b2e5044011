import { Badge, Button, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconPencil, IconTrash, IconUserOff } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { ButtonLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { useContactName } from '@/components/people/useContactName';
import { type Contact, useContact } from '@/hooks/useContacts';
import { ApiError } from '@/lib/api/errors';
import { ConsentsCard } from './ConsentsCard';
import { ContactFacts } from './ContactFacts';
import { Conversation } from './Conversation';
import classes from './Conversation.module.css';
import { EraseDialog } from './EraseDialog';
import { PrivacyMenu } from './PrivacyMenu';
import { useContactActions } from './useContactActions';

/** One person: what is known, and the whole conversation. */
export function ContactPage() {
  const { contactId } = useParams({ from: '/app/contacts/$contactId' });
  const { data: contact, error, refetch } = useContact(contactId);
  if (error instanceof ApiError && error.status === 404) return <Gone />;
  if (contact) return <Person key={contact.id} contact={contact} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Outline />;
}

function Person({ contact }: { contact: Contact }) {
  const { t } = useTranslation(['contacts', 'common']);
  const name = useContactName()(contact);
  const navigate = useNavigate();
  const [isErasing, setErasing] = useState(false);
  const { act, dialogs } = useContactActions({ onDeleted: () => void navigate({ to: '/contacts' }) });
  return (
    <>
      <PageHeader
        title={name}
        heading={<NameOrNumber name={name} phone={contact.phone} />}
        badge={
          contact.opted_out_at && (
            <Badge color="pink.9" tt="none" fw={600}>
              {t('row.opted_out')}
            </Badge>
          )
        }
        description={
          contact.pending ? (
            t('row.pending')
          ) : contact.phone ? (
            <PhoneNumber phone={contact.phone} />
          ) : (
            t('detail.no_number')
          )
        }
      >
        <ButtonLink to="/contacts" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('detail.back')}
        </ButtonLink>
        {!contact.pending && <PrivacyMenu contactId={contact.id} onErase={() => setErasing(true)} />}
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={() => act('delete', contact)}
        >
          {t('common:actions.delete')}
        </Button>
        <Button leftSection={<IconPencil size={16} />} onClick={() => act('edit', contact)}>
          {t('detail.edit')}
        </Button>
      </PageHeader>
      <div className={classes.layout}>
        <Stack gap="md">
          <ContactFacts contact={contact} onAction={act} />
          {!contact.pending && <ConsentsCard contact={contact} />}
        </Stack>
        <Conversation contactId={contact.id} name={name} username={contact.username} />
      </div>
      {dialogs}
      <EraseDialog
        contact={contact}
        opened={isErasing}
        onClose={() => setErasing(false)}
        onErased={() => {
          notifications.show({ color: 'forest', message: t('erase.done') });
          void navigate({ to: '/contacts' });
        }}
      />
    </>
  );
}

function Gone() {
  const { t } = useTranslation('contacts');
  return (
    <>
      <PageHeader title={t('detail.not_found')} />
      <EmptyState
        icon={IconUserOff}
        title={t('detail.not_found')}
        text={t('detail.not_found_text')}
        action={<ButtonLink to="/contacts">{t('detail.back')}</ButtonLink>}
      />
    </>
  );
}

function Outline() {
  return (
    <Stack gap="lg" aria-busy="true">
      <Skeleton h={36} w="min(320px, 60%)" />
      <div className={classes.layout}>
        <Skeleton h={420} radius="md" />
        <Skeleton h={420} radius="md" />
      </div>
    </Stack>
  );
}
