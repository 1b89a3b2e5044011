import { expect, test } from 'vitest';
import { chooseNext } from './next';

test.each([
  [undefined, '/'],
  ['/contacts?q=awa', '/contacts?q=awa'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  ['/sign-in?next=/', '/'],
])('after signing in, %s leads to %s', (next, address) => {
  expect(chooseNext(next)).toBe(address);
});
