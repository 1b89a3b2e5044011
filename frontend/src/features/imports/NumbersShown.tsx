import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Flag } from '@/components/countries/Flag';
import { type PhoneLibrary, usePhoneLibrary } from '@/components/countries/phone-library';
import type { ImportPreview } from '@/hooks/useImportPreview';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';
import classes from './imports.module.css';

type Doubt = Schemas['CountryDoubtBody'];

/** Three numbers of the file as they are written and as they will be stored. */
export function NumbersShown({ numbers }: { numbers: ImportPreview['numbers'] }) {
  const { t } = useTranslation('imports');
  const library = usePhoneLibrary();
  const tell = useReason();
  if (numbers.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('numbers.title')}
      </Text>
      <ul className={classes.numbers} aria-live="polite">
        {numbers.map(({ written, stored, country, code, reason, values }) => (
          <li key={written}>
            <Text size="sm" span c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {written}
            </Text>
            <IconArrowRight size={14} aria-label={t('numbers.becomes')} />
            {stored ? (
              <Group gap={6} wrap="nowrap">
                {country && <Flag code={country} />}
                <Text size="sm" span fw={600} style={{ whiteSpace: 'nowrap' }}>
                  {group(stored, library)}
                </Text>
              </Group>
            ) : (
              <Text size="sm" span c="light-dark(#c92a2a, #ff8787)">
                {t('numbers.refused', {
                  why: tell({ kind: 'phone', code: String(code), values, text: reason ?? '' }),
                })}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Asks whether another country is meant, with the number that shows it. */
export function CountryDoubt(props: {
  doubt: Doubt;
  isAsked: boolean;
  onCountry: (country: string) => void;
  onKeep: () => void;
}) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const library = usePhoneLibrary();
  const { doubt } = props;
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' });
  const suggested = countries.of(doubt.suggested) ?? doubt.suggested;
  const now = doubt.country && (countries.of(doubt.country) ?? doubt.country);
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle />}
      title={t('doubt.title', { country: suggested })}
      role={props.isAsked ? 'alert' : 'status'}
    >
      <Stack gap="xs">
        <Text size="sm">
          {t(`doubt.because.${doubt.because}`, { country: suggested })}{' '}
          {t('doubt.how_many', {
            count: doubt.numbers,
            shown: format.count(doubt.numbers),
            of: format.count(doubt.of),
          })}
        </Text>
        <Text size="sm">
          {t(doubt.stored ? 'doubt.example' : 'doubt.example_refused', {
            written: doubt.written,
            stored: group(doubt.stored ?? '', library),
            instead: group(doubt.instead, library),
          })}
        </Text>
        <Group gap="xs">
          <Button size="xs" onClick={() => props.onCountry(doubt.suggested)}>
            {t('doubt.take', { country: suggested })}
          </Button>
          <Button size="xs" variant="default" onClick={props.onKeep}>
            {now ? t('doubt.keep', { country: now }) : t('doubt.keep_none')}
          </Button>
        </Group>
        {props.isAsked && (
          <Text size="sm" fw={600}>
            {t('doubt.needed')}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

/** As people write it, once the library is there. */
function group(e164: string, library: PhoneLibrary | null): string {
  return library?.parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
