import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

/** Searches while one types; the address, and with it the Back button, follows after a short pause. */
export function useTypedSearch(asked: string, pauseMs: number, onChange: (q: string) => void) {
  const [text, setText] = useState(asked);
  const sent = useRef(asked);
  const send = useDebouncedCallback((q: string) => {
    sent.current = q;
    onChange(q);
  }, pauseMs);
  // The address changed by itself, as by the Back button, or when filters are cleared.
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setText(asked);
  }, [asked]);
  const type = (q: string) => {
    setText(q);
    send(q);
  };
  const clear = () => {
    type('');
    send.flush();
  };
  return { text, type, clear };
}
