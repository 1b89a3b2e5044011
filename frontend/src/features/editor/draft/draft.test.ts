import { describe, expect, it } from 'vitest';
import { fillMessage2, fillTemplate } from '@/components/whatsapp/placeholders';
import { showMessage1, showMessage2 } from '@/components/whatsapp/rendering';
import { insertAt, wrapAt } from '@/features/editor/fields/text-edits';
import type { Campaign } from '@/hooks/useCampaigns';
import type { Template } from '@/hooks/useTemplates';
import { ApiError } from '@/lib/api/errors';
import { findProblems } from './checks';
import { addButton, chooseTemplate, emptyDraft, NO_BINDING, readCampaign, writeRequest } from './draft';
import { placeRefusal } from './refusals';
import { chooseContacts } from './samples';

const template: Template = {
  id: 9,
  waba_id: '1',
  name: 'order_update',
  language: 'fr',
  category: 'UTILITY',
  status: 'APPROVED',
  parameter_format: 'NAMED',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Le {{day}}' },
    { type: 'BODY', text: '{{first_name}}, la commande {{order_id}} part.' },
    { type: 'FOOTER', text: 'STOP' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Suivre', url: 'https://a.bj/{{1}}' }] },
  ],
  quality: null,
  rejected_reason: null,
  shape: {
    body_parameters: ['first_name', 'order_id'],
    header_kind: 'TEXT',
    header_parameter: 'day',
    buttons: [{ index: 0, kind: 'url', text: 'Suivre', required: true }],
    unsupported: null,
    unsupported_reason: null,
  },
  blocked_at: null,
  blocked_until: null,
  blocked_code: null,
  blocked_reason: null,
  synced_at: null,
};

const draft = {
  ...chooseTemplate({ ...emptyDraft([3, 1]), name: ' Offre ' }, template, ['first_name', 'city']),
  header: { source: 'upload' as const, mediaId: '', link: '', text: '12 mars', filename: '' },
};
const whole = {
  ...draft,
  variables: {
    first_name: { ...NO_BINDING, field: 'first_name', fallback: ' amie ' },
    order_id: { ...NO_BINDING, source: 'constant' as const, value: 'A 1' },
  },
  buttons: { '0': { ...NO_BINDING, field: 'city' } },
};

describe('a draft', () => {
  it('binds variables that are named as fields by itself', () => {
    expect(draft.variables.first_name?.field).toBe('first_name');
    expect(draft.variables.order_id?.field).toBe('');
  });

  it('says what is missing, by step and field', () => {
    const found = findProblems({ ...draft, name: ' ', categoryIds: [] }, template, 0);
    expect(found.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'name name_missing',
      'categories categories_missing',
      'variables.order_id field_missing',
      'buttons.0 field_missing',
    ]);
  });

  it('has no problems once it is whole', () => expect(findProblems(whole, template, 0)).toEqual([]));

  it('is written as the API takes it, and read back as it was', () => {
    const request = writeRequest(whole, template, { scheduled: false });
    expect(request).toMatchObject({
      name: 'Offre',
      category_ids: [1, 3],
      template: { header: { text: '12 mars' }, buttons: { '0': { field: 'city' } } },
      variables: { first_name: { field: 'first_name', default: 'amie' }, order_id: { value: 'A 1' } },
      message_2: null,
      scheduled_at: null,
    });
    const campaign = {
      ...request,
      template: { id: 9, ...request.template },
      interaction_window_s: 86_400,
    } as unknown as Campaign; // what the editor reads of it
    const again = writeRequest(readCampaign(campaign), template, { scheduled: false });
    expect(again).toEqual({ ...request, interaction_window_s: 86_400 });
  });

  it('gives its time only when it is to have one', () => {
    const later = { ...whole, schedule: { mode: 'later' as const, at: '2026-11-30T09:30' } };
    expect(writeRequest(later, template, { scheduled: false }).scheduled_at).toBeNull();
    expect(writeRequest(later, template, { scheduled: true }).scheduled_at).toBe(
      new Date('2026-11-30T09:30').toISOString(),
    );
    expect(findProblems(later, template, Date.parse('2027-01-01')).map(({ code }) => code)).toEqual([
      'time_past',
    ]);
  });

  it('finds what is wrong with reply buttons', () => {
    const second = (titles: string[]) =>
      findProblems(
        {
          ...whole,
          message2: {
            ...whole.message2,
            kind: 'buttons',
            text: 'x'.repeat(1025),
            buttons: titles.map((title, index) => ({ id: String(index), title })),
          },
        },
        template,
        0,
      ).map(({ field, code }) => `${field} ${code}`);
    expect(second(['Oui', 'Oui', '', 'x'.repeat(21), '{{city}}'])).toEqual([
      'message2.text too_long',
      'message2.buttons.1 title_twice',
      'message2.buttons.2 title_missing',
      'message2.buttons.3 too_long',
      'message2.buttons.4 title_placeholder',
    ]);
  });

  it('never gives two buttons the same id', () => {
    const two = addButton(addButton([]));
    expect(addButton(two.slice(1)).map(({ id }) => id)).toEqual(['reply_2', 'reply_3']);
  });
});

describe('a preview', () => {
  it('fills the template for one contact', () => {
    expect(showMessage1(template, whole, { first_name: ' Afi\nA ', city: 'Porto Novo' })).toEqual({
      header: { kind: 'TEXT', text: 'Le 12 mars' },
      body: 'Afi A, la commande A 1 part.',
      footer: 'STOP',
      buttons: [{ kind: 'url', text: 'Suivre', phone_number: null, url: 'https://a.bj/Porto%20Novo' }],
    });
  });

  it('takes the replacement of an empty field, and leaves open what has none', () => {
    const { body, buttons } = showMessage1(template, whole, { first_name: '' });
    expect(body).toBe('amie, la commande A 1 part.');
    expect(buttons?.[0]?.url).toBe('https://a.bj/{{1}}');
    expect(fillTemplate('{{ 1 }} {{x', () => '')).toBe('{{ 1 }} {{x');
  });

  it('names the first field without which there is no Message 2', () => {
    expect(fillMessage2('{{a|}} {{b| c }} {{d}} {{e}}', {})).toEqual({
      text: ' c {{d}} {{e}}',
      missing: 'd',
    });
    expect(showMessage2(whole.message2, {}).message).toBeNull();
  });

  it('shows the shortest, the longest and one that lacks a field', () => {
    const contact = (id: number, first_name: string | null) =>
      ({ id, first_name, last_name: null, phone: null, attributes: {} }) as never; // all that is read
    const chosen = chooseContacts(
      [contact(1, 'Awa'), contact(2, 'Ibrahima'), contact(3, null), contact(4, 'Jo')],
      ['first_name'],
    );
    expect(chosen.map(({ kind, contact: { id } }) => `${kind} ${id}`)).toEqual([
      'longest 2',
      'shortest 4',
      'incomplete 3',
    ]);
  });
});

describe('a refusal', () => {
  const place = (code: string, message = '', where = '') => {
    const found = placeRefusal(
      new ApiError({ code, message, status: 422, details: { problems: [{ where, problem: '' }] } }),
    );
    return found && `${found.step} ${found.field}`;
  };

  it.each([
    ['category_unknown', '', '', 'audience categories'],
    ['malformed', '', 'variables.1.field', 'message_1 variables.1'],
    ['malformed', '', 'message_2.buttons.buttons.1.title', 'message_2 message2.buttons.1'],
    ['malformed', '', 'message_2.text.text', 'message_2 message2.text'],
    ['malformed', '', 'scheduled_at', 'check schedule'],
    ['campaign_refused', '', 'message_2.caption', 'message_2 message2.text'],
    ['campaign_refused', '', 'variables.Prénom.value', 'message_1 variables.Prénom'],
    ['campaign_refused', 'The caption of Message 2 is missing.', '', 'message_2 message2.text'],
    ['campaign_refused', 'The variable {{1}} needs either a field or a value.', '', 'message_1 variables.1'],
    ['campaign_refused', "The image of the template's header needs a link.", '', 'message_1 header'],
    ['graph_unreachable', '', '', null],
  ])('%s %s %s stands at its field', (code, message, where, wanted) =>
    expect(place(code, message, where)).toBe(wanted),
  );
});

describe('editing a text', () => {
  it('marks what is selected without its outer spaces, and takes the marks away again', () => {
    const marked = wrapAt('say hello now', 3, 10, '*');
    expect(marked).toEqual({ text: 'say *hello* now', start: 5, end: 10 });
    expect(wrapAt(marked.text, marked.start, marked.end, '*')).toEqual({
      text: 'say hello now',
      start: 4,
      end: 9,
    });
  });

  it('puts a field where the cursor is', () =>
    expect(insertAt('Hi !', 3, 3, '{{x}}')).toEqual({ text: 'Hi {{x}}!', start: 8, end: 8 }));
});
