import { Group, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SimpleTable.module.css';

interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  isNumber?: boolean;
  /** On a card: after its title (as a rule), without it, or beside the name of the row. */
  onCard?: 'plain' | 'beside';
}

interface Props<Row> {
  /** What the rows are. */
  label: string;
  rows: readonly Row[];
  /** The first one names the row. */
  columns: readonly Column<Row>[];
  actions?: { title: string; of: (row: Row) => ReactNode };
  /** Not yet confirmed by the server. */
  isPending?: (row: Row) => boolean;
}

/** Some tens of rows: a table where there is room for one, else a card for each row. Thousands: `lib/virtual-rows`. */
export function SimpleTable<Row extends { id: number }>(props: Props<Row>) {
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  return isNarrow ? <Cards {...props} /> : <Rows {...props} />;
}

function Rows<Row extends { id: number }>({ label, rows, columns, actions, isPending }: Props<Row>) {
  const [name, ...others] = columns;
  const side = ({ isNumber }: Column<Row>) => (isNumber ? 'right' : 'left');
  return (
    <Table verticalSpacing="sm" aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.title} scope="col" ta={side(column)}>
              {column.title}
            </Table.Th>
          ))}
          {actions && (
            <Table.Th scope="col" ta="right">
              {actions.title}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id} opacity={isPending?.(row) ? 0.7 : 1}>
            <Table.Th scope="row" className={classes.name}>
              {name?.cell(row)}
            </Table.Th>
            {others.map((column) => (
              <Table.Td key={column.title} ta={side(column)}>
                {column.cell(row)}
              </Table.Td>
            ))}
            {actions && <Table.Td ta="right">{actions.of(row)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The same for narrow screens: everything, also what may be done, stands inside the window. */
function Cards<Row extends { id: number }>({ label, rows, columns, actions, isPending }: Props<Row>) {
  const { t } = useTranslation();
  const [name, ...others] = columns;
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className={classes.card} data-pending={isPending?.(row) || undefined}>
          <div className={classes.main}>
            <Group gap="xs">
              <div className={classes.name}>{name?.cell(row)}</div>
              {others.map(
                ({ title, cell, onCard }) => onCard === 'beside' && <div key={title}>{cell(row)}</div>,
              )}
            </Group>
            <div className={classes.facts}>
              {others.map(
                ({ title, cell, onCard }) =>
                  onCard !== 'beside' && (
                    <Text key={title} component="div" size="sm" c="dimmed">
                      {onCard !== 'plain' && t('titled', { title })} {cell(row)}
                    </Text>
                  ),
              )}
            </div>
          </div>
          {actions?.of(row)}
        </li>
      ))}
    </ul>
  );
}
