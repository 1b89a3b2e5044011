import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '@/components/countries/CountrySelect';
import type { PhoneLibrary } from '@/components/countries/phone-library';
import classes from './contacts.module.css';
import { formatAsTyped, type PhoneCheck } from './phone-check';

/** Wrong from the first such character; the others are only known once the number is complete. */
const WRONG_AT_ONCE: ReadonlySet<PhoneCheck['state']> = new Set(['letters', 'too_long']);
const WRONG: ReadonlySet<PhoneCheck['state']> = new Set(['letters', 'too_long', 'incomplete', 'empty']);

/** Country and number; what will be saved stands below while it is typed. */
export function PhoneField(props: {
  library: PhoneLibrary | null;
  country: string | null;
  phone: string;
  check: PhoneCheck | null;
  /** The server's refusal, or that the form was sent with a wrong number. */
  error: ReactNode;
  showProblems: boolean;
  required: boolean;
  onChange: (part: { country?: string | null; phone?: string }) => void;
}) {
  const { t } = useTranslation('contacts');
  const { library, country, phone, check, onChange } = props;
  const [left, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The form may arrive after its drawer, which then looked in vain for something to focus.
  useEffect(() => input.current?.focus(), []);
  const state = check?.state ?? 'empty';
  const isLate = WRONG.has(state) && (props.showProblems || (left && state !== 'empty'));
  const isWrong = WRONG_AT_ONCE.has(state) || (isLate && (props.required || state !== 'empty'));
  const shown = check && 'shown' in check ? check.shown : '';

  const type = (box: HTMLInputElement) => {
    const grows = box.value.length > phone.length;
    const atEnd = box.selectionStart === box.value.length;
    // Blanks put in before the caret, or again after a deletion, would fight with whoever types.
    const text = library && grows && atEnd ? formatAsTyped(library, box.value, country) : box.value;
    onChange({ phone: text });
  };

  return (
    <div className={classes.phone}>
      <CountrySelect
        label={t('form.country')}
        value={country}
        onChange={(code) => onChange({ country: code })}
      />
      <TextInput
        ref={input}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        label={t('form.phone')}
        required={props.required}
        maxLength={40}
        value={phone}
        onChange={(event) => type(event.currentTarget)}
        onBlur={() => setLeft(true)}
        error={props.error || (isWrong && WRONG.has(state) && t(`phone.${asProblem(state)}`))}
        data-autofocus
      />
      <Text size="sm" c="dimmed" className={classes.phoneHint} aria-live="polite">
        {shown && !props.error ? t(`phone.${asKnown(state)}`, { shown }) : t('form.phone_hint')}
      </Text>
    </div>
  );
}

const asProblem = (state: PhoneCheck['state']) =>
  state === 'letters' || state === 'too_long' || state === 'empty' ? state : 'incomplete';
const asKnown = (state: PhoneCheck['state']) =>
  state === 'renumbered' || state === 'unusual' ? state : 'valid';
