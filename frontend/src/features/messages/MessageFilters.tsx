import '@mantine/dates/styles.css';
import 'dayjs/locale/fr';
import { Button, Collapse, Group, NumberInput, Paper, Select } from '@mantine/core';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import { useDebouncedCallback, useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { MILESTONES, STATES, TYPES } from '@/lib/message-words';
import { CampaignSelect } from './CampaignSelect';
import { ContactSelect } from './ContactSelect';
import classes from './MessagesPage.module.css';
import { SearchBox } from './SearchBox';
import { type MessagesSearch, messagesSearch, type SearchChange } from './search';

/** What the list is filtered by; everything stands in the address, so that it can be sent to a colleague. */
export function MessageFilters() {
  const { t } = useTranslation('messages');
  const search = useSearch({ from: '/app/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const [isOpen, { toggle }] = useDisclosure(false);
  const count = new Set(Object.keys(search).map((name) => (name === 'until' ? 'from' : name))).size;
  const change = (part: SearchChange) =>
    void navigate({
      search: (before) => v.parse(messagesSearch, { ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  const box = <SearchBox asked={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />;
  const fields = (
    <div className={classes.filters}>
      {!isPhone && box}
      <ContactSelect
        value={search.contact ?? null}
        onChange={(contact) => change({ contact: contact ?? undefined })}
      />
      <CampaignSelect
        value={search.campaign ?? null}
        onChange={(campaign) => change({ campaign: campaign ?? undefined })}
      />
      <Words search={search} onChange={change} />
      <Days search={search} onChange={change} />
    </div>
  );
  const clear = count > 0 && (
    <Button
      variant="subtle"
      color="gray"
      px="xs"
      leftSection={<IconX size={16} aria-hidden />}
      onClick={() => void navigate({ search: {}, replace: true })}
    >
      {t('filters.clear')}
    </Button>
  );
  return (
    <Paper withBorder radius="md" p="md" mb="md" component="search" aria-label={t('filters.label')}>
      {isPhone ? (
        <>
          {box}
          <Group justify="space-between" mt="sm" gap="xs" wrap="nowrap">
            <Button
              variant="default"
              leftSection={<IconFilter size={16} aria-hidden />}
              onClick={toggle}
              aria-expanded={isOpen}
            >
              {count > 0 ? t('filters.more', { count }) : t('filters.label')}
            </Button>
            {clear}
          </Group>
          <Collapse expanded={isOpen}>
            <div style={{ paddingTop: 12 }}>{fields}</div>
          </Collapse>
        </>
      ) : (
        <>
          {fields}
          {clear && (
            <Group justify="flex-end" mt="xs" mb={-6}>
              {clear}
            </Group>
          )}
        </>
      )}
    </Paper>
  );
}

interface Part {
  search: MessagesSearch;
  onChange: (part: SearchChange) => void;
}

function Words({ search, onChange }: Part) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const changeError = useDebouncedCallback((error: number | undefined) => onChange({ error }), 400);
  const clearable = { clearable: true, clearButtonProps: { 'aria-label': tCommon('actions.clear') } };
  return (
    <>
      <Select
        label={t('filters.state')}
        placeholder={t('filters.any')}
        data={STATES.map((value) => ({ value, label: tCommon(`message_state.${value}`) }))}
        value={search.state ?? null}
        onChange={(word) => onChange({ state: STATES.find((known) => known === word) })}
        {...clearable}
      />
      <Select
        label={t('filters.reached')}
        placeholder={t('filters.any')}
        data={MILESTONES.map((value) => ({ value, label: t(`reached.${value}`) }))}
        value={search.reached ?? null}
        onChange={(word) => onChange({ reached: MILESTONES.find((known) => known === word) })}
        {...clearable}
      />
      <Select
        label={t('filters.type')}
        placeholder={t('filters.any')}
        data={TYPES.map((value) => ({ value, label: tCommon(`message_type.${value}`) }))}
        value={search.type ?? null}
        onChange={(word) => onChange({ type: TYPES.find((known) => known === word) })}
        {...clearable}
      />
      <NumberInput
        key={search.error === undefined ? 'none' : 'some'}
        label={t('filters.error')}
        placeholder="131026"
        hideControls
        allowDecimal={false}
        min={-1000}
        max={2 ** 31 - 1}
        defaultValue={search.error ?? ''}
        onChange={(value) => changeError(typeof value === 'number' ? value : undefined)}
      />
    </>
  );
}

function Days({ search, onChange }: Part) {
  const { t, i18n } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const day = (ago: number) => dayjs().subtract(ago, 'day').format('YYYY-MM-DD');
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
      <DatePickerInput
        type="range"
        label={t('filters.days')}
        placeholder={t('filters.any')}
        valueFormat="D MMM YY"
        styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
        maxDate={day(0)}
        allowSingleDateInRange
        presets={[
          { value: [day(0), day(0)], label: t('filters.today') },
          { value: [day(1), day(1)], label: t('filters.yesterday') },
          { value: [day(6), day(0)], label: t('filters.last_7') },
          { value: [day(29), day(0)], label: t('filters.last_30') },
        ]}
        value={[search.from ?? null, search.until ?? null]}
        onChange={([from, until]) => onChange({ from: from ?? undefined, until: until ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': tCommon('actions.clear') }}
      />
    </DatesProvider>
  );
}
