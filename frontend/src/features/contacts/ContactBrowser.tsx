import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategoriesById } from '@/components/people/CategoryChips';
import {
  type Chosen,
  type Contact,
  type ContactFilters,
  type useContacts,
  useMatchingTotal,
} from '@/hooks/useContacts';
import { useMoreAtEnd, useRowsInBox, useRowsInWindow } from '@/lib/virtual-rows';
import { type BulkAction, BulkDialog } from './BulkDialog';
import { CARD_PX, ContactCards } from './ContactCards';
import classes from './ContactsPage.module.css';
import { ContactTable, ROW_PX } from './ContactTable';
import { SelectionBar } from './SelectionBar';
import { withoutSort } from './search';
import { isNothing, isSelected } from './selection';
import type { ContactAction } from './useContactActions';
import { useSelection } from './useSelection';
import { useStable } from './useStable';

interface Props {
  contacts: ReturnType<typeof useContacts>;
  filters: ContactFilters;
  isNarrow: boolean;
  onAction: (action: ContactAction, contact: Contact) => void;
}

/** The contacts of a filter, page after page as one scrolls, and what can be done with many of them. */
export function ContactBrowser(props: Props) {
  const { contacts, filters } = props;
  const total = useMatchingTotal(filters);
  const people = contacts.data?.pages.flatMap(({ items }) => items) ?? [];
  const filter = withoutSort(filters);
  const { selection, summary, ...change } = useSelection(people, JSON.stringify(filter));
  const [bulk, setBulk] = useState<{ action: BulkAction; chosen: Chosen; count: number | null } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const count = selection.kind === 'all' ? total : selection.ids.size;

  const onSelect = useStable(change.select);
  const onAction = useStable(props.onAction);

  const ask = (action: BulkAction) => {
    const chosen = selection.kind === 'all' ? { filter } : { ids: [...selection.ids] };
    setBulk({ action, chosen, count });
    setOpen(true);
  };
  const list = {
    contacts: people,
    pages: contacts,
    total,
    isSelected: (contact: Contact) => contact.id > 0 && isSelected(selection, contact.id),
    onSelect,
    onAction,
  };
  return (
    <>
      {!isNothing(selection) && (
        <SelectionBar
          selection={selection}
          total={total}
          canSelectAll={summary === 'all' && (contacts.hasNextPage || (total ?? 0) > people.length)}
          onSelectAll={change.selectAll}
          onClear={change.clear}
          onAction={ask}
        />
      )}
      {props.isNarrow ? (
        <CardList {...list} />
      ) : (
        <TableBox {...list} summary={summary} onSelectShown={change.selectShown} />
      )}
      {bulk && <BulkDialog {...bulk} opened={isOpen} onClose={() => setOpen(false)} onDone={change.clear} />}
    </>
  );
}

type ListProps = Pick<Props, 'onAction'> & {
  total: number | null;
  contacts: readonly Contact[];
  pages: Props['contacts'];
  isSelected: (contact: Contact) => boolean;
  onSelect: (id: number, on: boolean, withShift: boolean) => void;
};

function TableBox(
  props: ListProps & { summary: 'all' | 'some' | 'none'; onSelectShown: (on: boolean) => void },
) {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const rows = useRowsInBox(props.contacts.length, ROW_PX, box);
  const categories = useCategoriesById();
  useMoreAtEnd(props.pages, rows, props.contacts.length);
  return (
    <div className={classes.box} ref={setBox} data-old={props.pages.isPlaceholderData}>
      <ContactTable {...props} rows={rows} categories={categories} />
      <Foot pages={props.pages} />
    </div>
  );
}

function CardList(props: ListProps) {
  const { anchor, ...rows } = useRowsInWindow(props.contacts.length, CARD_PX);
  const categories = useCategoriesById();
  useMoreAtEnd(props.pages, rows, props.contacts.length);
  return (
    <div ref={anchor}>
      <ContactCards {...props} rows={rows} categories={categories} isOld={props.pages.isPlaceholderData} />
      <Foot pages={props.pages} />
    </div>
  );
}

/** Below the last row: that more is coming, that it failed, or that this is the end. */
function Foot({ pages }: { pages: Props['contacts'] }) {
  const { t } = useTranslation(['contacts', 'common']);
  if (pages.isFetchNextPageError) {
    return (
      <Group justify="center" gap="sm" className={classes.foot} role="alert">
        <Text size="sm">{t('more_failed')}</Text>
        <Button size="compact-sm" variant="default" onClick={() => void pages.fetchNextPage()}>
          {t('common:actions.retry')}
        </Button>
      </Group>
    );
  }
  return <div className={classes.foot}>{pages.hasNextPage ? t('loading_more') : t('end')}</div>;
}
