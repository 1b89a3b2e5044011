import { Anchor, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/components/badges';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import type { Message } from '@/hooks/useMessages';
import { useFormat } from '@/lib/useFormat';
import type { Rows } from '@/lib/virtual-rows';
import classes from './MessageTable.module.css';
import { useCancelWords, useNames } from './useNames';

interface Props {
  messages: readonly Message[];
  rows: Rows;
  label: string;
  withCampaign?: boolean;
  withType?: boolean;
  /** More are to come, nobody knows how many. */
  hasMore: boolean;
}

/** Messages as a table of which only the rows in sight are drawn; each row is a link to its story. */
export function MessageTable({
  messages,
  rows,
  label,
  withCampaign = false,
  withType = true,
  hasMore,
}: Props) {
  const { t } = useTranslation('messages');
  const columns = 6 + Number(withCampaign) + Number(withType);
  return (
    <Table
      className={classes.table}
      aria-label={label}
      aria-rowcount={hasMore ? -1 : messages.length + 1}
      highlightOnHover
    >
      <Table.Thead className={classes.head}>
        <Table.Tr>
          <Table.Th scope="col">{t('columns.contact')}</Table.Th>
          {withCampaign && <Table.Th scope="col">{t('columns.campaign')}</Table.Th>}
          {withType && <Table.Th scope="col">{t('columns.type')}</Table.Th>}
          <Table.Th scope="col">{t('columns.state')}</Table.Th>
          <Table.Th scope="col">{t('columns.sent')}</Table.Th>
          <Table.Th scope="col">{t('columns.delivered')}</Table.Th>
          <Table.Th scope="col">{t('columns.read')}</Table.Th>
          <Table.Th scope="col">
            <VisuallyHidden>{t('columns.open')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Spacer height={rows.before} columns={columns} />
        {rows.items.map(({ index }) => {
          const message = messages[index];
          return (
            message && (
              <Table.Tr
                key={message.id}
                data-index={index}
                ref={rows.measure}
                aria-rowindex={index + 2}
                className={classes.row}
              >
                <Table.Td>
                  <Who message={message} />
                </Table.Td>
                {withCampaign && (
                  <Table.Td>
                    <Anchor
                      component={Link}
                      to={`/campaigns/${message.campaign_id}`}
                      size="sm"
                      c="var(--mantine-color-text)"
                      className={classes.above}
                    >
                      {message.campaign_name}
                    </Anchor>
                  </Table.Td>
                )}
                {withType && (
                  <Table.Td className={classes.nowrap}>
                    <Type message={message} />
                  </Table.Td>
                )}
                <Table.Td>
                  <State message={message} />
                </Table.Td>
                <Times message={message} />
                <Table.Td className={classes.end}>
                  <StoryLink message={message} />
                </Table.Td>
              </Table.Tr>
            )
          );
        })}
        <Spacer height={rows.after} columns={columns} />
      </Table.Tbody>
    </Table>
  );
}

/** The same as cards, for narrow screens. */
export function MessageCards({ messages, rows, label, withCampaign = false }: Props) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  return (
    <ul
      className={classes.cards}
      aria-label={label}
      style={{ paddingTop: rows.before, paddingBottom: rows.after }}
    >
      {rows.items.map(({ index }) => {
        const message = messages[index];
        return (
          message && (
            <li key={message.id} data-index={index} ref={rows.measure} className={classes.card}>
              <div className={classes.top}>
                <Who message={message} />
                <State message={message} />
              </div>
              <Text size="xs" c="dimmed" className={classes.line}>
                <Type message={message} />
                {withCampaign && ` · ${message.campaign_name}`}
              </Text>
              <Text size="xs" c="dimmed" className={classes.line}>
                {message.sent_at
                  ? `${t('columns.sent')} ${format.dateTime(message.sent_at)}`
                  : format.dateTime(message.created_at)}
              </Text>
              <StoryLink message={message} />
            </li>
          )
        );
      })}
    </ul>
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

function Who({ message }: { message: Message }) {
  const { nameOf, isGone } = useNames();
  const name = nameOf(message);
  return (
    <div className={classes.who}>
      {isGone(message) ? (
        <Text size="sm" fs="italic" c="dimmed">
          {name}
        </Text>
      ) : (
        <Anchor
          component={Link}
          to={`/contacts/${message.contact_id}`}
          size="sm"
          fw={600}
          c="var(--mantine-color-text)"
          className={classes.above}
        >
          <NameOrNumber name={name} phone={message.phone} />
        </Anchor>
      )}
      {message.phone && message.phone !== name && (
        <Text size="xs" c="dimmed">
          <PhoneNumber phone={message.phone} />
        </Text>
      )}
    </div>
  );
}

function Type({ message }: { message: Message }) {
  const { t } = useTranslation();
  return <>{t(`message_type.${message.message_type}`)}</>;
}

function State({ message }: { message: Message }) {
  const { t } = useTranslation('messages');
  const { say } = useCancelWords();
  const note =
    message.state === 'cancelled' && message.cancel_reason
      ? say(message.cancel_reason)
      : message.state === 'failed'
        ? (message.error_title ?? message.error_code)
        : message.counted_as_sent
          ? t('columns.counted_as_sent')
          : message.interacted_at
            ? t('columns.interacted')
            : null;
  return (
    <div className={classes.state}>
      <StateBadge state={message.state} />
      {note !== null && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}

function Times({ message }: { message: Message }) {
  const format = useFormat();
  const sameDay = (iso: string) =>
    message.sent_at !== null && new Date(iso).toDateString() === new Date(message.sent_at).toDateString();
  return (
    <>
      <Table.Td className={classes.time}>{message.sent_at && format.dateTime(message.sent_at)}</Table.Td>
      {[message.delivered_at, message.read_at].map((iso, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns that never change place
        <Table.Td key={column} className={classes.time}>
          {iso && (sameDay(iso) ? format.timeWithSeconds(iso) : format.dateTime(iso))}
        </Table.Td>
      ))}
    </>
  );
}

/** Covers its whole row; the links to contact and campaign lie above it. */
function StoryLink({ message }: { message: Message }) {
  const { t } = useTranslation('messages');
  const { nameOf } = useNames();
  return (
    <Link
      to="/messages/$messageId"
      params={{ messageId: message.id }}
      className={classes.story}
      aria-label={t('open', { name: nameOf(message) })}
    >
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
