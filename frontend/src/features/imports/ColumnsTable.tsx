import { Box, ScrollArea, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './imports.module.css';
import { type ColumnProblem, isOwnText, LONGEST_FIELD_NAME, type MappedColumn, MEANINGS } from './mapping';

const LINES_SHOWN = 5;

/** Each column with what it is taken for, above the first lines of the file. */
export function ColumnsTable(props: {
  columns: readonly MappedColumn[];
  rows: readonly string[][];
  problems: ReadonlyMap<number, ColumnProblem>;
  onChange: (column: MappedColumn) => void;
}) {
  const { t } = useTranslation(['imports', 'contacts']);
  return (
    <ScrollArea type="auto" offsetScrollbars="x">
      <Table withColumnBorders aria-label={t('columns.table')} className={classes.columns}>
        <Table.Thead>
          <Table.Tr>
            {props.columns.map((column) => (
              <Table.Th key={column.place} scope="col" className={classes.column}>
                <ColumnChoice
                  column={column}
                  problem={props.problems.get(column.place)}
                  onChange={props.onChange}
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.slice(0, LINES_SHOWN).map((cells, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file have no other name
            <Table.Tr key={line}>
              {props.columns.map(({ place, meaning }) => (
                <Table.Td key={place} data-skipped={meaning === 'skip' || undefined}>
                  <Text size="sm" truncate maw={220} title={cells[place]}>
                    {cells[place]}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function ColumnChoice(props: {
  column: MappedColumn;
  problem: ColumnProblem | undefined;
  onChange: (column: MappedColumn) => void;
}) {
  const { t } = useTranslation(['imports', 'contacts']);
  const { column, problem } = props;
  const header = column.header.trim() || t('columns.unnamed', { n: column.place + 1 });
  const error = problem && t(`columns.${problem}`);
  const meanings = column.exported ? [...MEANINGS, column.exported] : MEANINGS;
  const isField = column.meaning === 'field';
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600} truncate maw={220} title={header}>
        {header}
      </Text>
      <Select
        size="xs"
        aria-label={t('columns.meaning', { header })}
        data={meanings.map((value) => ({
          value,
          label: isOwnText(value) ? t(`contacts:own.${value}`) : t(`meaning.${value}`),
        }))}
        value={column.meaning}
        allowDeselect={false}
        error={!isField && error}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(value) => {
          const meaning = meanings.find((word) => word === value);
          if (meaning) props.onChange({ ...column, meaning });
        }}
      />
      {isField ? (
        <TextInput
          size="xs"
          aria-label={t('columns.field_of', { header })}
          placeholder={t('columns.field')}
          maxLength={LONGEST_FIELD_NAME}
          value={column.field}
          error={error}
          onChange={(event) => props.onChange({ ...column, field: event.currentTarget.value })}
        />
      ) : (
        <Box h={30} visibleFrom="sm" />
      )}
    </Stack>
  );
}
