import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useCreateUser } from '@/hooks/useUsers';
import en from '@/i18n/en';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { PasswordDialog } from './PasswordDialog';

configure({ asyncUtilTimeout: 5_000 });

const ME = { kind: 'user', id: 1, name: 'awa', username: 'awa', role: 'super_admin' } as const;
const RIGHT = 'a sentence that is right';

/** What the server was asked, in order; it wants the password before a user is made. */
let asked: string[];
let isConfirmed: boolean;

function refuse(status: number, code: string): Response {
  return Response.json({ error: { code, message: code, details: {}, request_id: 'x' } }, { status });
}

beforeEach(async () => {
  asked = [];
  isConfirmed = false;
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    if (path === '/api/auth/confirm') {
      isConfirmed = (await request.json()).password === RIGHT;
      return isConfirmed ? new Response(null, { status: 204 }) : refuse(403, 'current_password_wrong');
    }
    return isConfirmed ? Response.json({ id: 2 }, { status: 201 }) : refuse(403, 'password_needed');
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Act() {
  const create = useCreateUser();
  return (
    <>
      <button type="button" onClick={() => create.mutate({ username: 'b', password: RIGHT, role: 'admin' })}>
        act
      </button>
      <p>{create.status}</p>
    </>
  );
}

async function begin() {
  const client = createQueryClient();
  client.setQueryData(keys.me, ME);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Act />
        <PasswordDialog />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const person = userEvent.setup();
  await person.click(screen.getByText('act'));
  return { person, dialog: within(await screen.findByRole('dialog')) };
}

describe('what wants the password again', () => {
  test('is done after it was given, and not before', async () => {
    const { person, dialog } = await begin();
    await person.type(dialog.getByLabelText('Your password'), 'wrong{Enter}');
    expect(await dialog.findByRole('alert')).toHaveTextContent('This is not your password.');
    await person.clear(dialog.getByLabelText('Your password'));
    await person.type(dialog.getByLabelText('Your password'), `${RIGHT}{Enter}`);
    await screen.findByText('success');
    expect(asked).toEqual(['/api/users', '/api/auth/confirm', '/api/auth/confirm', '/api/users']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('is refused when nobody gives it', async () => {
    const { person, dialog } = await begin();
    await person.click(dialog.getByRole('button', { name: 'Cancel' }));
    await screen.findByText('error');
    expect(asked).toEqual(['/api/users']);
  });
});
