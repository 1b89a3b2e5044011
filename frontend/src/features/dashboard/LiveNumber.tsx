import { useState } from 'react';
import { useFormat } from '@/lib/useFormat';
import classes from './Dashboard.module.css';

/** A count, or a rate in per cent, that lights up softly when it moves; not for who wants no motion. */
export function LiveNumber({ value, rate = false }: { value: number; rate?: boolean }) {
  const format = useFormat();
  const [first] = useState(value);
  const [moved, setMoved] = useState(false);
  if (!moved && value !== first) setMoved(true);
  return (
    <span key={value} className={moved ? classes.moved : undefined}>
      {rate ? format.percent(value) : format.count(value)}
    </span>
  );
}
