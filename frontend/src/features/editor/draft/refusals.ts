import { ApiError } from '@/lib/api/errors';
import type { Step } from './checks';

/** Where in the form an error of the API belongs. */
export interface Place {
  step: Step;
  field: string;
}

const BY_CODE: Record<string, Place> = {
  category_unknown: { step: 'audience', field: 'categories' },
  sender_unknown: { step: 'audience', field: 'sender' },
  template_unknown: { step: 'message_1', field: 'template' },
  template_not_approved: { step: 'message_1', field: 'template' },
  schedule_in_the_past: { step: 'check', field: 'schedule' },
  phone_refused: { step: 'check', field: 'phone' },
  unknown_country: { step: 'check', field: 'phone' },
  contact_opted_out: { step: 'check', field: 'phone' },
};

// The first words of the places that the API names, and where they stand in the form.
const BY_WHERE: [RegExp, (rest: string) => Place][] = [
  [/^name$/, () => ({ step: 'audience', field: 'name' })],
  [/^category_ids/, () => ({ step: 'audience', field: 'categories' })],
  [/^sender_id/, () => ({ step: 'audience', field: 'sender' })],
  [/^template\.header/, () => ({ step: 'message_1', field: 'header' })],
  [/^template\.buttons\.(\d+)/, (index) => ({ step: 'message_1', field: `buttons.${index}` })],
  [/^template/, () => ({ step: 'message_1', field: 'template' })],
  [/^variables\.([^.]+)/, (name) => ({ step: 'message_1', field: `variables.${name}` })],
  [
    /^message_2\.(?:\w+\.)?buttons\.(\d+)/,
    (index) => ({ step: 'message_2', field: `message2.buttons.${index}` }),
  ],
  [/^message_2\.(?:\w+\.)?(?:link|media_id)/, () => ({ step: 'message_2', field: 'message2.image' })],
  [/^message_2/, () => ({ step: 'message_2', field: 'message2.text' })],
  [/^scheduled_at/, () => ({ step: 'check', field: 'schedule' })],
  [/^rate_per_s/, () => ({ step: 'check', field: 'rate' })],
  [/^interaction_window_s/, () => ({ step: 'check', field: 'window' })],
  [/^phone/, () => ({ step: 'check', field: 'phone' })],
];

/** The place of an error in the form; null for one that concerns the campaign as a whole. */
export function placeRefusal(error: unknown): Place | null {
  if (!(error instanceof ApiError)) return null;
  const known = BY_CODE[error.code];
  if (known) return known;
  if (error.code === 'malformed') return placeWhere(firstWhere(error.details));
  if (error.code === 'campaign_refused') return placeWhere(firstWhere(error.details)) ?? placeSentence(error);
  if (error.code === 'media_unknown') return placeSentence(error);
  return null;
}

function firstWhere(details: Record<string, unknown>): string {
  const problems: unknown[] = Array.isArray(details.problems) ? details.problems : [];
  const first = problems[0];
  const where = typeof first === 'object' && first !== null && 'where' in first ? first.where : '';
  return typeof where === 'string' ? where : '';
}

function placeWhere(where: string): Place | null {
  for (const [pattern, place] of BY_WHERE) {
    const match = pattern.exec(where);
    if (match) return place(match[1] ?? '');
  }
  return null;
}

/** Where no place is named, by the sentence. */
function placeSentence({ code, message }: ApiError): Place | null {
  if (/Message 2/.test(message)) return { step: 'message_2', field: 'message2.text' };
  if (code === 'media_unknown') return null;
  const variable = /variable \{\{(\w+)\}\}/.exec(message)?.[1];
  if (variable) return { step: 'message_1', field: `variables.${variable}` };
  const button = /Button (\d)/.exec(message)?.[1];
  if (button) return { step: 'message_1', field: `buttons.${button}` };
  if (/title of a button|id of a button/.test(message)) {
    return { step: 'message_2', field: 'message2.buttons' };
  }
  return { step: 'message_1', field: /header/.test(message) ? 'header' : 'template' };
}
