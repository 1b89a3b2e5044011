import { Checkbox, Table, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CategoryChips } from '@/components/people/CategoryChips';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { useContactName } from '@/components/people/useContactName';
import { WhatsAppState } from '@/components/people/WhatsAppState';
import type { Category } from '@/hooks/useCategories';
import type { Contact } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import type { Rows } from '@/lib/virtual-rows';
import { ColumnsMenu } from './ColumnsMenu';
import { ContactMenu } from './ContactMenu';
import classes from './ContactsPage.module.css';
import { fieldsOf, leastWidth, OWN_PX, useOwnColumns, widthsOf } from './columns';
import { OwnValue } from './OwnValue';
import type { ContactAction } from './useContactActions';

/** All rows are of one height: measuring each would cost a layout at every change. */
export const ROW_PX = 52;
const CHIPS = 2;
/** Signs from which a name is written a little smaller. */
const LONG = 36;
const COLUMNS = ['name', 'phone', 'categories', 'whatsapp', 'answered', 'added'] as const;

export interface ContactListProps {
  contacts: readonly Contact[];
  rows: Rows;
  /** How many there are in all, where that is known. */
  total: number | null;
  categories: ReadonlyMap<number, Category>;
  isSelected: (contact: Contact) => boolean;
  onSelect: (id: number, on: boolean, withShift: boolean) => void;
  onAction: (action: ContactAction, contact: Contact) => void;
}

/** Contacts as a table of which only the rows in sight are drawn. Arrow keys go from row to row. */
export function ContactTable(
  props: ContactListProps & {
    summary: 'all' | 'some' | 'none';
    onSelectShown: (on: boolean) => void;
  },
) {
  const { t } = useTranslation('contacts');
  const { contacts, rows, total, summary } = props;
  const [own, chooseOwn] = useOwnColumns();
  const widths = useMemo(() => widthsOf(contacts, props.categories, CHIPS), [contacts, props.categories]);
  return (
    <Table
      className={classes.table}
      style={{ minWidth: leastWidth(contacts, widths, own.length) }}
      aria-label={t('table')}
      aria-rowcount={total === null ? -1 : total + 1}
      highlightOnHover
      verticalSpacing={4}
      horizontalSpacing="sm"
    >
      <Table.Thead className={classes.head}>
        <Table.Tr>
          <Table.Th scope="col" w={46}>
            <Checkbox
              aria-label={t('selection.select_shown')}
              checked={summary === 'all'}
              indeterminate={summary === 'some'}
              disabled={contacts.length === 0}
              onChange={(event) => props.onSelectShown(event.currentTarget.checked)}
            />
          </Table.Th>
          {COLUMNS.map((column) => (
            <Table.Th key={column} scope="col" w={widths[column]}>
              {t(`column.${column}`)}
            </Table.Th>
          ))}
          {own.map((name) => (
            <Table.Th key={name} scope="col" w={OWN_PX} className={classes.cut} title={name}>
              {name}
            </Table.Th>
          ))}
          <Table.Th scope="col" w={56} ta="right">
            <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            <ColumnsMenu fields={fieldsOf(contacts, own)} chosen={own} onChoose={chooseOwn} />
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody onKeyDown={walk}>
        <Spacer height={rows.before} columns={COLUMNS.length + own.length + 2} />
        {rows.items.map(({ index }) => {
          const contact = contacts[index];
          return contact && <Row key={contact.id} {...props} own={own} contact={contact} index={index} />;
        })}
        <Spacer height={rows.after} columns={COLUMNS.length + own.length + 2} />
      </Table.Tbody>
    </Table>
  );
}

function Row(props: ContactListProps & { contact: Contact; index: number; own: readonly string[] }) {
  const { contact, index } = props;
  const selected = props.isSelected(contact);
  return (
    <Table.Tr
      className={classes.row}
      data-index={index}
      data-selected={selected || undefined}
      data-pending={contact.pending || undefined}
      aria-rowindex={index + 2}
    >
      <Cells
        contact={contact}
        own={props.own}
        selected={selected}
        categories={props.categories}
        onSelect={props.onSelect}
        onAction={props.onAction}
      />
    </Table.Tr>
  );
}

type CellsProps = Pick<ContactListProps, 'categories' | 'onSelect' | 'onAction'> & {
  contact: Contact;
  selected: boolean;
  own: readonly string[];
};

/** Does not know its place: a contact that comes in above moves the others without drawing them again. */
const Cells = memo(function Cells(props: CellsProps) {
  const { contact, selected, categories, own, onSelect, onAction } = props;
  const { t } = useTranslation('contacts');
  const format = useFormat();
  return (
    <>
      <Table.Td>
        <SelectBox contact={contact} selected={selected} onSelect={onSelect} />
      </Table.Td>
      <Table.Td>
        <span className={classes.names}>
          <NameLink contact={contact} />
        </span>
      </Table.Td>
      <Table.Td className={classes.number}>{contact.phone && <PhoneNumber phone={contact.phone} />}</Table.Td>
      <Table.Td className={classes.cut}>
        <CategoryChips ids={contact.category_ids} byId={categories} most={CHIPS} />
      </Table.Td>
      <Table.Td>
        <WhatsAppState verified={contact.whatsapp_verified} />
        {contact.opted_out_at && <OptedOut />}
      </Table.Td>
      <Table.Td className={classes.when}>
        {contact.interacted_at ? (
          <span title={format.dateTime(contact.interacted_at)}>{format.ago(contact.interacted_at)}</span>
        ) : (
          t('row.never')
        )}
      </Table.Td>
      <Table.Td className={classes.when}>
        {contact.pending ? t('row.pending') : format.day(contact.created_at)}
      </Table.Td>
      {own.map((name) => (
        <Table.Td key={name} className={classes.cut}>
          <OwnValue value={contact.attributes[name]} />
        </Table.Td>
      ))}
      <Table.Td ta="right">
        <ContactMenu contact={contact} onAction={onAction} className={classes.above} />
      </Table.Td>
    </>
  );
});

export function SelectBox(props: {
  contact: Contact;
  selected: boolean;
  onSelect: ContactListProps['onSelect'];
}) {
  const { t } = useTranslation('contacts');
  const name = useContactName();
  return (
    <Checkbox
      className={classes.above}
      aria-label={t('row.select', { name: name(props.contact) })}
      checked={props.selected}
      // One that is still being created has no id to do anything with.
      disabled={props.contact.id < 0}
      data-cell="select"
      onChange={(event) => {
        const { nativeEvent } = event;
        const withShift = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
        props.onSelect(props.contact.id, event.currentTarget.checked, withShift);
      }}
    />
  );
}

/** Covers its whole row or card; what can be clicked besides lies above it. */
export function NameLink({ contact }: { contact: Contact }) {
  const name = useContactName();
  if (contact.id < 0)
    return (
      <Text span inherit>
        {name(contact)}
      </Text>
    );
  return (
    <Link
      to="/contacts/$contactId"
      params={{ contactId: contact.id }}
      className={classes.name}
      data-cell="name"
      data-long={name(contact).length > LONG || undefined}
      title={name(contact)}
    >
      <NameOrNumber name={name(contact)} phone={contact.phone} />
    </Link>
  );
}

export function OptedOut() {
  const { t } = useTranslation('contacts');
  return (
    <Text size="xs" fw={600} c="light-dark(#a61e4d, #faa2c1)">
      {t('row.opted_out')}
    </Text>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={columns} />
    </tr>
  );
}

/** Up and Down go to the same place of the next row. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null;
  const row = here?.closest<HTMLElement>('[data-index]');
  if (!step || !here || !row) return;
  // The arrows belong to an open menu.
  if (here.getAttribute('aria-expanded') === 'true') return;
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[data-index="${Number(row.dataset.index) + step}"] [data-cell="${here.dataset.cell}"]`,
  );
  if (!next) return;
  event.preventDefault();
  next.focus();
}
