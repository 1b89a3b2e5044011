import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Numbers, rates, times and sizes as the reader's language writes them. Rates are per cent, 0 to 100. */
export function useFormat() {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language), [i18n.language]);
}

/**
 * The locale of dates. English of no region would be written as in the United States: the browser's own English is
 * taken, else the form that is read alike everywhere (29 Nov 2026, 19:26).
 */
export function findDateLocale(
  language: string,
  wanted: readonly string[] = navigator.languages ?? [],
): string {
  if (language !== 'en') return language;
  // A browser set to another language lists American English after it, as a way out and not as a region.
  const own = wanted[0]?.startsWith('en') ? wanted.find((tag) => /^en-/.test(tag)) : undefined;
  return own ?? 'en-GB';
}

export function createFormat(language: string, dates: string = findDateLocale(language)) {
  const count = new Intl.NumberFormat(language);
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(dates, { dateStyle: 'medium' });
  const shortDay = new Intl.DateTimeFormat(dates, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(dates, { dateStyle: 'full', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit' });
  const timeWithSeconds = new Intl.DateTimeFormat(dates, { timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    count: (n: number) => count.format(n),
    compact: (n: number) => compact.format(n),
    percent: (rate: number) => percent.format(rate / 100),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    day: (iso: string) => day.format(new Date(iso)),
    /** A calendar day such as `2026-11-22`, whatever the reader's time zone. */
    shortDay: (date: string) => shortDay.format(new Date(`${date}T00:00:00Z`)),
    /** The same in full, with the day of the week. */
    longDay: (date: string) => longDay.format(new Date(`${date}T00:00:00Z`)),
    time: (iso: string) => time.format(new Date(iso)),
    timeWithSeconds: (iso: string) => timeWithSeconds.format(new Date(iso)),
    /** "5 minutes ago", "in 2 hours"; `now` in milliseconds. */
    relative: (iso: string, now: number = Date.now()) =>
      formatRelative(relative, new Date(iso).getTime() - now),
    /** "5 minutes ago", of what is past: never in the future, though the server's clock or a later look may say so. */
    ago: (iso: string, now: number = Date.now()) =>
      formatRelative(relative, Math.min(0, new Date(iso).getTime() - now)),
    /** "1 h 05 min", "12 min", "40 s". */
    duration: (seconds: number) => formatDuration(language, seconds),
    bytes: (n: number) => formatBytes(language, n),
  };
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

function formatRelative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  for (const [unit, ms] of STEPS) {
    if (Math.abs(differenceMs) >= ms) return format.format(Math.round(differenceMs / ms), unit);
  }
  return format.format(0, 'second');
}

function formatDuration(language: string, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (hours >= 48) {
    const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'short' });
    return days.format(Math.round(hours / 24));
  }
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes > 0) return `${minutes} min`;
  return `${whole} s`;
}

function formatBytes(language: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1000 ** step);
}
