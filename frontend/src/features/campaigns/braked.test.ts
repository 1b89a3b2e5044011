import { describe, expect, it } from 'vitest';
import { readBrake } from './braked';

describe('why a campaign was paused by itself', () => {
  it('reads the numbers and the code out of the reason', () => {
    expect(
      readBrake(
        'failing: 43 of 60 messages that finished within 5 minutes failed with code 131008: A required parameter is missing.',
      ),
    ).toEqual({ failed: 43, finished: 60, code: 131008, words: 'A required parameter is missing.' });
  });

  it('knows a code of our own by its sign', () => {
    const reason =
      'failing: 50 of 50 messages that finished within 5 minutes failed with code -4: Meta reported a failure without a reason.';
    expect(readBrake(reason)?.code).toBe(-4);
  });

  it('finds none in any other reason', () => {
    expect(readBrake('restored')).toBeNull();
    expect(readBrake(null)).toBeNull();
  });
});
