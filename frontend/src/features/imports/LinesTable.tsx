import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';
import classes from './imports.module.css';

/** Lines of a file with their reasons; those with a warning show the number before and after. */
export function LinesTable(props: { items: readonly Schemas['ImportLine'][]; rejected: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const tell = useTellLine(props.rejected);
  const { items, rejected } = props;
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="xs" aria-label={t(rejected ? 'lines.rejected' : 'lines.warnings')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" ta="right">
              {t('lines.line')}
            </Table.Th>
            {!rejected && <Table.Th scope="col">{t('lines.written')}</Table.Th>}
            {!rejected && <Table.Th scope="col">{t('lines.stored')}</Table.Th>}
            <Table.Th scope="col">{t('lines.reason')}</Table.Th>
            {rejected && <Table.Th scope="col">{t('lines.content')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={`${item.line} ${item.reason}`}>
              <Table.Td ta="right">{format.count(item.line)}</Table.Td>
              {!rejected && <Table.Td className={classes.number}>{item.content}</Table.Td>}
              {!rejected && <Table.Td className={classes.number}>{item.stored}</Table.Td>}
              <Table.Td>{tell(item)}</Table.Td>
              {rejected && (
                <Table.Td className={classes.name}>
                  <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {item.content}
                  </Text>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function useTellLine(rejected: boolean) {
  const tell = useReason();
  return ({ code, values, reason }: Schemas['ImportLine']) =>
    tell({ kind: rejected ? 'line' : 'phone_warning', code: String(code), values, text: reason });
}
