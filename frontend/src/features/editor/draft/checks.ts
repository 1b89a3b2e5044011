import { isMediaLink } from '@/components/whatsapp/addresses';
import type { BindingDraft, Draft, MediaDraft } from '@/components/whatsapp/draft-shape';
import { hasPlaceholder } from '@/components/whatsapp/placeholders';
import type { Template } from '@/hooks/useTemplates';
import { isMediaHeader, scheduledAt, valueButtons } from './draft';
import {
  BUTTON_TITLE_MOST,
  countCharacters,
  HEADER_TEXT_MOST,
  NAME_MOST,
  SHORT_TEXT_MOST,
  TEXT_MOST,
  VALUE_MOST,
} from './limits';

export const STEPS = ['audience', 'message_1', 'message_2', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** What is wrong; `code` is a text of `problems`. */
export interface Problem {
  step: Step;
  field: string;
  code: ProblemCode;
  most?: number;
}

type ProblemCode =
  | 'name_missing'
  | 'too_long'
  | 'categories_missing'
  | 'template_missing'
  | 'template_gone'
  | 'template_unsupported'
  | 'field_missing'
  | 'value_missing'
  | 'image_missing'
  | 'link_missing'
  | 'link_wrong'
  | 'text_missing'
  | 'buttons_missing'
  | 'title_missing'
  | 'title_twice'
  | 'title_placeholder'
  | 'constant_placeholder'
  | 'time_missing'
  | 'time_past';

/** Everything that keeps a draft from being taken by the API, in the order of the form. `now` in ms. */
export function findProblems(draft: Draft, template: Template | null, now: number): Problem[] {
  return [
    ...checkAudience(draft),
    ...checkMessage1(draft, template),
    ...checkMessage2(draft),
    ...checkSchedule(draft, now),
  ];
}

function checkAudience(draft: Draft): Problem[] {
  const found: Problem[] = [];
  const add = (field: string, code: ProblemCode, most?: number) =>
    found.push({ step: 'audience', field, code, ...(most !== undefined && { most }) });
  if (!draft.name.trim()) add('name', 'name_missing');
  else if (countCharacters(draft.name.trim()) > NAME_MOST) add('name', 'too_long', NAME_MOST);
  if (draft.categoryIds.length === 0) add('categories', 'categories_missing');
  return found;
}

type Found = Pick<Problem, 'code' | 'most'>;

function checkMessage1(draft: Draft, template: Template | null): Problem[] {
  const step = 'message_1';
  if (!draft.template) return [{ step, field: 'template', code: 'template_missing' }];
  if (!template) return [{ step, field: 'template', code: 'template_gone' }];
  if (template.shape.unsupported) return [{ step, field: 'template', code: 'template_unsupported' }];
  const found: Problem[] = [];
  const add = (field: string, problem: Found | null) => {
    if (problem) found.push({ step, field, ...problem });
  };
  if (template.shape.header_parameter !== null) {
    add('header', checkConstant(draft.header.text, HEADER_TEXT_MOST));
  } else if (isMediaHeader(template)) {
    add('header', checkMedia(draft.header));
  }
  for (const name of template.shape.body_parameters) {
    add(`variables.${name}`, checkBinding(draft.variables[name]));
  }
  for (const { index } of valueButtons(template)) {
    add(`buttons.${index}`, checkBinding(draft.buttons[index]));
  }
  return found;
}

function checkText(text: string, most: number, missing: ProblemCode): Found | null {
  if (!text.trim()) return { code: missing };
  return countCharacters(text) > most ? { code: 'too_long', most } : null;
}

/** What is the same for everybody. */
function checkConstant(text: string, most: number): Found | null {
  return hasPlaceholder(text) ? { code: 'constant_placeholder' } : checkText(text, most, 'value_missing');
}

function checkBinding(binding: BindingDraft | undefined): Found | null {
  if (!binding) return { code: 'field_missing' };
  if (binding.source === 'constant') return checkConstant(binding.value, VALUE_MOST);
  if (!binding.field) return { code: 'field_missing' };
  if (hasPlaceholder(binding.fallback)) return { code: 'constant_placeholder' };
  return countCharacters(binding.fallback) > VALUE_MOST ? { code: 'too_long', most: VALUE_MOST } : null;
}

function checkMedia(media: MediaDraft): Found | null {
  if (media.source === 'upload') return media.mediaId ? null : { code: 'image_missing' };
  const link = media.link.trim();
  if (!link) return { code: 'link_missing' };
  return isMediaLink(link) ? null : { code: 'link_wrong' };
}

function checkMessage2({ message2 }: Draft): Problem[] {
  const found: Problem[] = [];
  const add = (field: string, problem: Found | null) => {
    if (problem) found.push({ step: 'message_2', field, ...problem });
  };
  const { kind, text, image, buttons } = message2;
  if (kind === 'none') return [];
  if (kind === 'image') {
    add('message2.image', checkMedia(image));
    if (text.trim()) add('message2.text', checkText(text, SHORT_TEXT_MOST, 'text_missing'));
    return found;
  }
  add('message2.text', checkText(text, kind === 'text' ? TEXT_MOST : SHORT_TEXT_MOST, 'text_missing'));
  if (kind === 'buttons') {
    if (buttons.length === 0) add('message2.buttons', { code: 'buttons_missing' });
    buttons.forEach(({ title }, index) => {
      const others = buttons.slice(0, index).map((other) => other.title.trim());
      add(`message2.buttons.${index}`, checkTitle(title.trim(), others));
    });
  }
  return found;
}

function checkTitle(title: string, others: string[]): Found | null {
  if (hasPlaceholder(title)) return { code: 'title_placeholder' };
  if (title && others.includes(title)) return { code: 'title_twice' };
  return checkText(title, BUTTON_TITLE_MOST, 'title_missing');
}

const PAST_TOLERANCE_MS = 60_000;

function checkSchedule(draft: Draft, now: number): Problem[] {
  if (draft.schedule.mode === 'now') return [];
  const at = scheduledAt(draft);
  if (!at) return [{ step: 'check', field: 'schedule', code: 'time_missing' }];
  return Date.parse(at) < now - PAST_TOLERANCE_MS
    ? [{ step: 'check', field: 'schedule', code: 'time_past' }]
    : [];
}
