import * as v from 'valibot';
import { expect, test } from 'vitest';
import { signInSearch } from '@/features/auth/search';
import { campaignSearch, campaignsSearch } from '@/features/campaigns/search';
import { contactsSearch } from '@/features/contacts/search';
import { newCampaignSearch } from '@/features/editor/search';
import { messagesSearch } from '@/features/messages/search';
import { day, id, ifValid, searchParams, text, yesNo } from './search-params';

const PAGES = {
  signInSearch,
  campaignSearch,
  campaignsSearch,
  contactsSearch,
  newCampaignSearch,
  messagesSearch,
};

// What the router makes of addresses written by hand, cut, or made by somebody who wants to see what happens.
const HOSTILE = [null, true, -1, 1.5, 1e300, '', 'x', '__proto__', [], [1], {}, { q: 1 }, undefined];

test.each(Object.entries(PAGES))('no address breaks %s', (_, page) => {
  const names = Object.keys(page.pipe[0].entries);
  for (const value of HOSTILE) {
    const search = v.parse(page, { ...Object.fromEntries(names.map((name) => [name, value])), other: value });
    expect(Object.keys(search).filter((name) => !names.includes(name))).toEqual([]);
    expect(Object.values(search)).not.toContain(undefined);
    // What was read once is read the same again: the address does not wander.
    expect(v.parse(page, search)).toEqual(search);
  }
});

test('a wrong value is left out and takes no other with it', () => {
  const page = searchParams({ q: ifValid(text), n: ifValid(id), yes: ifValid(yesNo), on: ifValid(day) });
  expect(Object.entries(v.parse(page, { q: 97, n: 'x', yes: 'false', on: '2026-02-31', more: 1 }))).toEqual([
    ['q', '97'],
    ['yes', false],
    ['on', '2026-02-31'],
  ]);
  expect(v.parse(page, { q: 'a'.repeat(200), n: '7', on: '2026-13-01' })).toEqual({
    q: 'a'.repeat(100),
    n: 7,
  });
  expect(Object.keys(v.parse(page, {}))).toEqual([]);
});

test('signing in leads into the app, a new campaign begins with a category, a campaign with its first tab', () => {
  expect(v.parse(signInSearch, { next: '/contacts' })).toEqual({ next: '/contacts' });
  expect(v.parse(signInSearch, { next: 'https://elsewhere.example' })).toEqual({});
  expect(v.parse(newCampaignSearch, { from: 0 })).toEqual({});
  expect(v.parse(campaignSearch, { tab: 'overview', people: 'error.131026' })).toEqual({
    people: 'error.131026',
  });
  expect(v.parse(campaignSearch, { tab: 'errors', people: 'nobody' })).toEqual({ tab: 'errors' });
  expect(v.parse(campaignsSearch, { q: '', status: 'lost' })).toEqual({});
});
