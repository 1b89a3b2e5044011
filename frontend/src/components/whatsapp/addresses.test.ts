import { describe, expect, it } from 'vitest';
import { hostOf, isMediaLink, linkAddress } from './addresses';

describe('an address of a template', () => {
  it.each([
    ['https://a.bj/suivi?n=1', 'https://a.bj/suivi?n=1'],
    ['HTTP://a.bj', 'http://a.bj/'],
    ['tel:+2290197000001', 'tel:+2290197000001'],
  ])('%s becomes a link', (address, href) => {
    expect(linkAddress(address)).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://a.bj/1',
    'file:///etc/passwd',
    'intent://scan/#Intent;end',
    'view-source:https://a.bj',
    '//a.bj',
    '/api/auth/logout',
    'a.bj',
    'https://',
    'https://a.bj/{{1}}',
    '',
    null,
    undefined,
  ])('%j stays a text', (address) => {
    expect(linkAddress(address)).toBeNull();
  });
});

describe('the address of a media', () => {
  it.each(['https://a.bj/a.png', 'https://a.bj:8443/é.png?x=a@b', 'https://[::1]/a'])(
    '%s is taken',
    (link) => {
      expect(isMediaLink(link)).toBe(true);
    },
  );

  it.each([
    'http://a.bj/a.png',
    'https://',
    'https://u:p@a.bj/',
    'https://u@a.bj',
    'https://@a.bj',
    'https://a.bj/\r\nx',
    'https://a.bj/a b',
    'https://a\u200b.bj',
    'https://a\\@b.bj',
    'javascript:1',
  ])('%j is not', (link) => {
    expect(isMediaLink(link)).toBe(false);
  });

  it('is told by its host', () => {
    expect(hostOf('https://cdn.a.bj:8443/x')).toBe('cdn.a.bj:8443');
    expect(hostOf('nowhere')).toBe('');
  });
});
