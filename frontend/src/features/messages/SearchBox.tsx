import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTypedSearch } from '@/lib/useTypedSearch';

const PAUSE_MS = 300;

/** Whose messages are listed, by name or number as people type them. */
export function SearchBox({ asked, onChange }: { asked: string; onChange: (q: string) => void }) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const { text, type, clear } = useTypedSearch(asked, PAUSE_MS, onChange);
  return (
    <TextInput
      type="search"
      label={t('filters.search')}
      placeholder={t('filters.search_hint')}
      maxLength={100}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={tCommon('actions.clear')} onClick={clear} />}
    />
  );
}
