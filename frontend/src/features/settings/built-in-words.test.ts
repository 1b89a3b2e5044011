import { describe, expect, it } from 'vitest';
import { isRemoved, othersOf, toggle } from './built-in-words';

describe('words that are taken out', () => {
  it('takes a word out and in again, however it is spelt', () => {
    const out = toggle('arrêt', 'Désabonner');
    expect(out).toBe('arrêt\nDésabonner');
    expect(isRemoved(out, 'desabonner')).toBe(true);
    expect(toggle(out, 'DESABONNER !')).toBe('arrêt');
  });

  it('takes out every spelling at once and leaves the others', () => {
    expect(toggle('S.T.O.P all\nstop all\nquit', 'stop all')).toBe('quit');
    expect(isRemoved('', 'quit')).toBe(false);
  });

  it('tells what is none of the built-in words', () => {
    expect(othersOf('quit\npromo\n', ['quit', 'end'])).toEqual(['promo']);
  });
});
