import { describe, expect, it } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { addSample, estimateSecondsLeft, knownRate, measureRate, type PaceSample, progressOf } from './pace';

const at = (seconds: number, done: number): PaceSample => ({ atMs: seconds * 1000, done });
const collect = (samples: PaceSample[]) => samples.reduce<PaceSample[]>(addSample, []);

describe('rate of a campaign', () => {
  it('is what left within the last ten seconds', () => {
    const samples = collect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((s) => at(s, s * 80)));
    expect(measureRate(samples, 12_000)).toBeCloseTo(80);
  });

  it('is not known from one sample, or from a moment', () => {
    expect(measureRate([], 1000)).toBeNull();
    expect(measureRate([at(0, 10)], 1000)).toBeNull();
    expect(measureRate([at(0, 10), at(1, 50)], 1000)).toBeNull();
  });

  it('measures from the first sample while ten seconds are not over', () => {
    expect(measureRate([at(0, 0), at(2, 100)], 2000)).toBeCloseTo(50);
  });

  it('falls to nothing when nothing leaves any more', () => {
    const samples = collect([at(0, 0), at(1, 100), at(2, 200)]);
    expect(measureRate(samples, 7000)).toBeCloseTo(200 / 7);
    expect(measureRate(samples, 12_000)).toBe(0);
  });

  it('keeps the sample before the window, however long ago, and no older one', () => {
    const samples = collect([at(0, 0), at(3, 10), at(60, 20), at(61, 30)]);
    expect(samples).toEqual([at(3, 10), at(60, 20), at(61, 30)]);
    expect(measureRate(samples, 61_000)).toBeCloseTo(2);
  });

  it('begins again when a retry puts messages back', () => {
    expect(collect([at(0, 0), at(1, 100), at(2, 60)])).toEqual([at(2, 60)]);
  });
});

describe('time left', () => {
  it('comes from the measured rate, else from the one that was set', () => {
    expect(estimateSecondsLeft(800, 80, 20)).toBe(10);
    expect(estimateSecondsLeft(800, null, 20)).toBe(40);
    expect(estimateSecondsLeft(800, 0, 20)).toBe(40);
  });

  it('is not known without a rate, and nothing when nothing waits', () => {
    expect(estimateSecondsLeft(800, null, null)).toBeNull();
    expect(estimateSecondsLeft(0, null, null)).toBe(0);
  });

  it('takes the slowest of the rates that are set', () => {
    expect(knownRate(null, 80, undefined, 20)).toBe(20);
    expect(knownRate(null, undefined)).toBeNull();
  });
});

describe('progress', () => {
  const stats = (message_1: object, message_2: object) =>
    ({ message_1, message_2 }) as unknown as Schemas['CampaignStats'];

  it('does not go back when replies bring Messages 2, not even while the campaign is paused', () => {
    const before = progressOf(stats({ pending: 60, sent: 40 }, {}));
    const after = progressOf(stats({ pending: 60, delivered: 30, read: 10 }, { pending: 25, sent: 5 }));
    expect(before).toBe(40);
    expect(after).toBe(before);
  });

  it('is nothing of nobody', () => {
    expect(progressOf(stats({}, {}))).toBe(0);
  });
});
