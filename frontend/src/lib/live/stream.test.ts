import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { type LiveState, openLiveStream } from './stream';

class Source extends EventTarget {
  static CLOSED = 2;
  static last: Source;
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  close = () => {};

  constructor(readonly url: string) {
    super();
    Source.last = this;
  }

  say(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

let close = () => {};
const states: LiveState[] = [];

function open() {
  const client = createQueryClient(() => {});
  close = openLiveStream(client, (state) => states.push(state));
  Source.last.onopen?.();
  return client;
}

beforeEach(() => {
  vi.stubGlobal('EventSource', Source);
  states.length = 0;
});

afterEach(() => {
  close();
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
  Source.last.onopen?.();
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
