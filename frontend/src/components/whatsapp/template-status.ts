import type { Template } from '@/hooks/useTemplates';

const KNOWN = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
] as const;
export type TemplateStatus = (typeof KNOWN)[number];

/** Meta's word for the state of a template, null for one that this app has no text for. */
export const knownStatus = (status: string): TemplateStatus | null =>
  KNOWN.find((known) => known === status) ?? null;

/** Dark enough for white letters. */
export const TEMPLATE_STATUS_COLORS: Record<TemplateStatus, string> = {
  APPROVED: 'forest.8',
  PENDING: 'blue.8',
  REJECTED: 'red.8',
  PAUSED: 'orange.9',
  DISABLED: 'red.8',
  IN_APPEAL: 'violet.8',
  PENDING_DELETION: 'gray.7',
  DELETED: 'gray.7',
  LIMIT_EXCEEDED: 'orange.9',
  ARCHIVED: 'gray.7',
};

/** Whether a campaign can use it. */
export const isUsable = (template: Template): boolean =>
  template.status === 'APPROVED' && template.shape.unsupported === null;

/** The templates that have all of the words in their name, language or body; usable ones first. */
export function findTemplates(
  templates: readonly Template[],
  search: string,
  bodyOf: (template: Template) => string,
): Template[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) => {
    const text = `${template.name} ${template.language} ${bodyOf(template)}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...found.filter(isUsable), ...found.filter((template) => !isUsable(template))];
}
