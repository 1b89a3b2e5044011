import { describe, expect, test } from 'vitest';
import type { Contact } from '@/hooks/useContacts';
import {
  emptyValues,
  findFieldProblems,
  newField,
  readNumber,
  toNewContact,
  toPatch,
  valuesOf,
} from './form-values';

const CONTACT: Contact = {
  id: 5,
  phone: '+2290197000001',
  first_name: 'Awa',
  last_name: null,
  attributes: { city: 'Cotonou', points: 12, vip: true },
  category_ids: [1, 3],
  whatsapp_verified: null,
  verified_at: null,
  opted_out_at: null,
  opted_out_reason: null,
  consented_at: null,
  username: null,
  interacted_at: null,
  created_at: '2026-11-01T08:00:00Z',
};

describe('a contact in the form', () => {
  test('left as it is changes nothing', () => {
    expect(toPatch(CONTACT, valuesOf(CONTACT, 'BJ'), CONTACT.phone)).toBeNull();
  });

  test('sends only what changed, and null for a field that was removed', () => {
    const values = valuesOf(CONTACT, 'BJ');
    const changed = {
      ...values,
      texts: { ...values.texts, last_name: ' Mensah ' },
      categoryIds: [3],
      fields: [...values.fields.slice(1), newField('since', 'number', '2 019,5')],
    };
    expect(toPatch(CONTACT, changed, CONTACT.phone)).toEqual({
      last_name: 'Mensah',
      category_ids: [3],
      attributes: { city: null, since: 2019.5 },
    });
  });

  test('a changed type of a field is a change', () => {
    const values = valuesOf(CONTACT, 'BJ');
    const fields = values.fields.map((field) =>
      field.name === 'points' ? { ...field, type: 'text' as const } : field,
    );
    expect(toPatch(CONTACT, { ...values, fields }, CONTACT.phone)).toEqual({ attributes: { points: '12' } });
  });

  test('a new one goes with its number as read here, else as typed with its country', () => {
    const values = {
      ...emptyValues('BJ'),
      phone: '97 00 00 01',
      texts: { first_name: 'Awa', last_name: '' },
    };
    expect(toNewContact(values, '+2290197000001')).toMatchObject({ phone: '+2290197000001' });
    expect(toNewContact(values, '+2290197000001')).not.toHaveProperty('country');
    expect(toNewContact(values, null)).toMatchObject({ phone: '97 00 00 01', country: 'BJ' });
  });

  test('custom fields need names of their own, and numbers must be numbers', () => {
    const fields = [
      newField('city', 'text', 'Cotonou'),
      newField(' city ', 'text', 'Lomé'),
      newField('', 'text', 'x'),
      newField('', 'text', ''),
      newField('points', 'number', 'many'),
    ];
    expect([...findFieldProblems(fields).values()]).toEqual([
      'field_name_twice',
      'field_name_needed',
      'number_needed',
    ]);
    expect(readNumber('1e5')).toBeNull();
    expect(readNumber('99999999999999999999')).toBeNull();
  });
});
