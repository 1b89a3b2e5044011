import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { type LiveState, type LiveStream, openLiveStream } from './stream';

class Source extends EventTarget {
  static CLOSED = 2;
  static last: Source;
  readyState = 1;
  onerror: (() => void) | null = null;
  close = vi.fn();

  constructor(readonly url: string) {
    super();
    Source.last = this;
  }

  say(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

let stream: LiveStream | undefined;
const states: LiveState[] = [];
let heard: number | null = null;

function open() {
  const client = createQueryClient(() => {});
  stream = openLiveStream(client, (state, heardAt) => {
    states.push(state);
    heard = heardAt;
  });
  return client;
}

beforeEach(() => {
  vi.stubGlobal('EventSource', Source);
  vi.useFakeTimers();
  states.length = 0;
});

afterEach(() => {
  stream?.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an event that cannot be read costs its own part only, until the next one', () => {
  const client = open();
  Source.last.say('dashboard', '{"half');
  expect(states.at(-1)).toBe('partly');
  Source.last.say('alerts', '{"items": [1]}');
  expect(client.getQueryData(keys.monitoring.alerts)).toEqual({ items: [1] });
  Source.last.say('dashboard', '{"n": 1}');
  expect(client.getQueryData(keys.stats.dashboard)).toEqual({ n: 1 });
  expect(states.at(-1)).toBe('on');
});

test('campaigns that cannot be used silence nothing else', () => {
  const client = open();
  Source.last.say('campaigns', '{"items": null}');
  Source.last.say('system', '{"status": "ok"}');
  expect(client.getQueryData(keys.monitoring.system)).toEqual({ status: 'ok' });
  expect(states.at(-1)).toBe('partly');
});

test('what the server cannot read is said, and taken back when it can', () => {
  open();
  Source.last.say('unavailable', '{"parts": ["alerts"], "campaign_ids": []}');
  expect(states.at(-1)).toBe('partly');
  expect(states.at(-1)).toBe('partly');
  Source.last.say('unavailable', '{"parts": [], "campaign_ids": []}');
  expect(states.at(-1)).toBe('on');
});

test('a campaign that cannot be shown is not taken for ended', () => {
  const client = open();
  const stats = keys.stats.campaign(3);
  client.setQueryData(stats, { campaign_id: 3, status: 'sending' });
  Source.last.say('unavailable', '{"parts": [], "campaign_ids": [3]}');
  Source.last.say('campaigns', '{"items": []}');
  expect(client.getQueryState(stats)?.isInvalidated).toBe(false);
  Source.last.say('unavailable', '{"parts": [], "campaign_ids": []}');
  Source.last.say('campaigns', '{"items": []}');
  expect(client.getQueryState(stats)?.isInvalidated).toBe(true);
});

test('nothing is live before something has come', () => {
  open();
  expect(states).toEqual(['connecting']);
  Source.last.say('beat', '{"at": "2026-11-30T10:00:00Z"}');
  expect(states.at(-1)).toBe('on');
});

test('twelve seconds without an event are not live, and another connection is tried', () => {
  open();
  Source.last.say('beat', '{}');
  const at = Date.now();
  vi.advanceTimersByTime(11_000);
  Source.last.say('beat', '{}');
  vi.advanceTimersByTime(11_000);
  expect(states.at(-1)).toBe('on');
  const hung = Source.last;
  vi.advanceTimersByTime(1_000);
  expect(states.at(-1)).toBe('silent');
  expect(heard).toBe(at + 11_000);
  expect(hung.close).toHaveBeenCalled();
  expect(Source.last).not.toBe(hung);
  vi.advanceTimersByTime(24_000);
  expect(states.at(-1)).toBe('silent');
  Source.last.say('beat', '{}');
  expect(states.at(-1)).toBe('on');
});

test('without a network it is offline at once, and tries again when there is one', () => {
  open();
  Source.last.say('beat', '{}');
  window.dispatchEvent(new Event('offline'));
  expect(states.at(-1)).toBe('offline');
  const before = Source.last;
  window.dispatchEvent(new Event('online'));
  expect(Source.last).not.toBe(before);
  Source.last.say('beat', '{}');
  expect(states.at(-1)).toBe('on');
});
