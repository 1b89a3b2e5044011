import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const PAUSE_MS = 300;

/** Whose messages are listed, by name or number as people type them. */
export function SearchBox({ asked, onChange }: { asked: string; onChange: (q: string) => void }) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const [text, setText] = useState(asked);
  const sent = useRef(asked);
  const send = useDebouncedCallback((q: string) => {
    sent.current = q;
    onChange(q);
  }, PAUSE_MS);
  // The address changed by itself, as when the filters are cleared.
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setText(asked);
  }, [asked]);
  const clear = () => {
    setText('');
    send('');
    send.flush();
  };
  return (
    <TextInput
      type="search"
      label={t('filters.search')}
      placeholder={t('filters.search_hint')}
      maxLength={100}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={tCommon('actions.clear')} onClick={clear} />}
    />
  );
}
