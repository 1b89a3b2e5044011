import { Group, UnstyledButton } from '@mantine/core';
import { IconBellOff, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { VERIFIED_COLORS, VERIFIED_ICONS, type VerifiedWord } from '@/components/people/WhatsAppState';
import { useContactCounts } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import classes from './ContactsPage.module.css';
import { type Condition, readCondition } from './field-conditions';
import { useOwnText } from './OwnValue';
import { type ContactsSearch, isFiltered, type SearchChange } from './search';

const WORDS = [
  { word: 'true', value: true, count: 'on_whatsapp' },
  { word: 'false', value: false, count: 'not_on_whatsapp' },
  { word: 'unknown', value: 'unknown', count: 'not_known' },
] as const satisfies { word: VerifiedWord; value: ContactsSearch['whatsapp_verified']; count: string }[];

/** What is known of all contacts, with how many they are; a click shows just those. */
export const StateChips = memo(function StateChips(props: {
  search: ContactsSearch;
  onChange: (change: SearchChange) => void;
}) {
  const { t } = useTranslation('contacts');
  const counts = useContactCounts().data;
  const { search, onChange } = props;
  const verified = search.whatsapp_verified;
  return (
    <Group gap={8} role="group" aria-label={t('filter.chips')} className={classes.chips}>
      {search.field?.map((text) => (
        <FieldChip
          key={text}
          condition={readCondition(text)}
          onRemove={() => onChange({ field: search.field?.filter((other) => other !== text) })}
        />
      ))}
      <Chip
        label={t('filter.all')}
        count={counts?.total}
        pressed={verified === undefined && search.opted_out === undefined}
        onPress={() => onChange({ whatsapp_verified: undefined, opted_out: undefined })}
      />
      {WORDS.map(({ word, value, count }) => {
        const Icon = VERIFIED_ICONS[word];
        const pressed = verified === value;
        return (
          <Chip
            key={word}
            icon={<Icon size={16} aria-hidden {...(!pressed && { color: VERIFIED_COLORS[word] })} />}
            label={t(`verified.${word}`)}
            count={counts?.[count]}
            pressed={pressed}
            onPress={() => onChange({ whatsapp_verified: pressed ? undefined : value })}
          />
        );
      })}
      <Chip
        icon={<IconBellOff size={16} aria-hidden />}
        label={search.opted_out === false ? t('filter.not_opted_out') : t('filter.opted_out')}
        count={search.opted_out === false ? undefined : counts?.opted_out}
        pressed={search.opted_out !== undefined}
        onPress={() => onChange({ opted_out: search.opted_out === undefined ? true : undefined })}
      />
      {isFiltered(search) && (
        <UnstyledButton
          className={classes.clear}
          onClick={() =>
            onChange({
              q: undefined,
              category_id: undefined,
              whatsapp_verified: undefined,
              opted_out: undefined,
              interacted: undefined,
              field: undefined,
            })
          }
        >
          <IconX size={16} aria-hidden />
          {t('filter.clear')}
        </UnstyledButton>
      )}
    </Group>
  );
});

function FieldChip({ condition, onRemove }: { condition: Condition | null; onRemove: () => void }) {
  const { t } = useTranslation('contacts');
  const show = useOwnText();
  if (!condition) return null;
  const { name, value } = condition;
  const shown = t('filter.field_chip', { name, value: show(TRUTHS.get(value) ?? value) });
  return (
    <UnstyledButton
      className={classes.chip}
      aria-pressed
      onClick={onRemove}
      aria-label={t('filter.field_remove', { condition: shown })}
    >
      <span className={classes.chipText}>{shown}</span>
      <IconX size={14} aria-hidden />
    </UnstyledButton>
  );
}

const TRUTHS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
]);

function Chip(props: {
  icon?: React.ReactNode;
  label: string;
  count: number | undefined;
  pressed: boolean;
  onPress: () => void;
}) {
  const format = useFormat();
  return (
    <UnstyledButton className={classes.chip} aria-pressed={props.pressed} onClick={props.onPress}>
      {props.icon}
      <span>{props.label}</span>
      {props.count !== undefined && <span className={classes.chipCount}>{format.count(props.count)}</span>}
    </UnstyledButton>
  );
}
