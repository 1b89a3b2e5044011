import { ActionIcon, Button, CopyButton, Group, Menu, Paper, Text, Title, Tooltip } from '@mantine/core';
import { IconBell, IconBellOff, IconCheck, IconChevronDown, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Fact } from '@/components/Fact';
import { CategoryChips, useCategoriesById } from '@/components/people/CategoryChips';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import {
  VERIFIED_COLORS,
  VERIFIED_ICONS,
  type VerifiedWord,
  verifiedWord,
  WhatsAppState,
} from '@/components/people/WhatsAppState';
import { type Contact, useUpdateContact } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import classes from './Conversation.module.css';
import { OwnValue } from './OwnValue';
import type { ContactAction } from './useContactActions';

/** What is known of a contact. */
export function ContactFacts(props: {
  contact: Contact;
  onAction: (action: ContactAction, contact: Contact) => void;
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const categories = useCategoriesById();
  const { contact } = props;
  const fields = Object.entries(contact.attributes);
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="md">
        {t('detail.about')}
      </Title>
      <dl className={classes.facts}>
        <Fact label={t('detail.number')}>
          <CopiedNumber phone={contact.phone} />
        </Fact>
        {contact.username && <Fact label={t('detail.username')}>@{contact.username}</Fact>}
        <Fact label={t('detail.whatsapp')}>
          <VerifiedMenu contact={contact} />
        </Fact>
        <Fact label={t('detail.consent')}>
          <Consent {...props} />
        </Fact>
        <Fact label={t('detail.categories')}>
          {contact.category_ids.length > 0 ? (
            <CategoryChips ids={contact.category_ids} byId={categories} />
          ) : (
            <Text c="dimmed">{t('detail.no_categories')}</Text>
          )}
        </Fact>
        {fields.map(([name, value]) => (
          <Fact key={name} label={name}>
            <OwnValue value={value} />
          </Fact>
        ))}
        <Fact label={t('detail.answered')}>
          {contact.interacted_at ? format.dateTime(contact.interacted_at) : t('detail.never')}
        </Fact>
        <Fact label={t('detail.added')}>{format.dateTime(contact.created_at)}</Fact>
      </dl>
    </Paper>
  );
}

function CopiedNumber({ phone }: { phone: string | null }) {
  const { t } = useTranslation('contacts');
  if (!phone) return <Text c="dimmed">{t('detail.no_number')}</Text>;
  return (
    <Group gap={4} component="span">
      <PhoneNumber phone={phone} />
      <CopyButton value={phone}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('detail.copied') : t('detail.copy_number')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={copied ? t('detail.copied') : t('detail.copy_number')}
              onClick={copy}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

const CHOICES: readonly { word: VerifiedWord; value: boolean | null }[] = [
  { word: 'true', value: true },
  { word: 'false', value: false },
  { word: 'unknown', value: null },
];

function VerifiedMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const update = useUpdateContact();
  const now = verifiedWord(contact.whatsapp_verified);
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            fw={500}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`${t(`verified.${now}`)} – ${t('detail.set_whatsapp')}`}
          >
            <WhatsAppState verified={contact.whatsapp_verified} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('detail.set_whatsapp')}</Menu.Label>
          {CHOICES.map(({ word, value }) => {
            const Icon = VERIFIED_ICONS[word];
            return (
              <Menu.Item
                key={word}
                disabled={word === now}
                leftSection={<Icon size={16} color={VERIFIED_COLORS[word]} />}
                onClick={() => update.mutate({ id: contact.id, change: { whatsapp_verified: value } })}
              >
                {t(`verified.${word}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {contact.verified_at && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('detail.verified_at', { when: format.dateTime(contact.verified_at) })}
        </Text>
      )}
    </>
  );
}

function Consent(props: { contact: Contact; onAction: (action: ContactAction, contact: Contact) => void }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { contact, onAction } = props;
  const since = contact.opted_out_at;
  return (
    <>
      {since ? (
        <>
          <Text fw={600} c="light-dark(#a61e4d, #faa2c1)">
            {t('detail.opted_out_since', { when: format.dateTime(since) })}
          </Text>
          <Reason reason={contact.opted_out_reason} />
        </>
      ) : (
        <Text>{t('detail.consent_ok')}</Text>
      )}
      <Button
        mt={6}
        size="compact-sm"
        variant="default"
        leftSection={since ? <IconBell size={15} /> : <IconBellOff size={15} />}
        onClick={() => onAction(since ? 'opt_in' : 'opt_out', contact)}
      >
        {since ? t('opt_in.action') : t('opt_out.action')}
      </Button>
    </>
  );
}

const REASONS = ['operator', 'replied_stop', 'whatsapp_preference', 'consent_withdrawn'] as const;

function Reason({ reason }: { reason: string | null }) {
  const { t } = useTranslation('contacts');
  if (!reason) return null;
  const known = REASONS.find((word) => word === reason);
  return (
    <Text size="sm" c="dimmed">
      {known ? t(`reason.${known}`) : reason}
    </Text>
  );
}
