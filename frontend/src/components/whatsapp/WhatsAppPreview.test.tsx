import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import en from '@/i18n/en';
import { type ShownMessage, WhatsAppPreview } from './WhatsAppPreview';

const show = (message: ShownMessage) =>
  render(
    <MantineProvider>
      <WhatsAppPreview {...message} />
    </MantineProvider>,
  );

describe('a message as it is shown', () => {
  beforeEach(async () => {
    await i18next.use(initReactI18next).init({ lng: 'en', resources: { en } });
  });
  afterEach(cleanup);

  test('an image of ours is shown', () => {
    show({ header: { kind: 'IMAGE', media_id: 'media:7' } });
    expect(screen.getByRole('img').getAttribute('src')).toBe('/api/media/7/content');
  });

  test('an image elsewhere is not fetched, but can be opened', () => {
    show({ header: { kind: 'IMAGE', link: 'https://cdn.a.bj/a.png' }, image: 'https://b.bj/b.png' });
    expect(screen.queryByRole('img')).toBeNull();
    const link = screen.getByRole('link', { name: 'Image at cdn.a.bj' });
    expect(link.getAttribute('href')).toBe('https://cdn.a.bj/a.png');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  test.each(['javascript:alert(1)', 'data:image/png;base64,AA', '//a.bj/a.png', '/api/auth/logout'])(
    '%s is neither fetched nor a link',
    (image) => {
      show({ image });
      expect(screen.queryByRole('img')).toBeNull();
      expect(screen.queryByRole('link')).toBeNull();
    },
  );

  test('a button leads to the web and to the telephone, and nowhere else', () => {
    show({
      buttons: [
        { kind: 'url', text: 'Suivre', url: 'https://a.bj/1' },
        { kind: 'phone_number', text: 'Appeler', phone_number: '+2290197000001' },
        { kind: 'url', text: 'Mauvais', url: 'javascript:alert(document.cookie)' },
      ],
    });
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['https://a.bj/1', 'tel:+2290197000001']);
    expect(screen.getByText('Mauvais')).toBeTruthy();
  });
});
