import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { Draft } from '@/components/whatsapp/draft-shape';
import { useCreateCampaign, useUpdateCampaign } from '@/hooks/useCampaignCommands';
import type { Campaign } from '@/hooks/useCampaigns';
import { useMe } from '@/hooks/useMe';
import type { Template } from '@/hooks/useTemplates';
import { useErrorText } from '@/lib/api/useErrorText';
import { forgetInBrowser, keepInBrowser } from './browser-draft';
import { findProblems, type Problem, STEPS, type Step } from './checks';
import { writeWish } from './draft';
import { createKeys } from './idempotency';
import { placeRefusal } from './refusals';

/** A refusal of the API at its place; `field` is empty where it concerns the whole campaign. */
export interface Refusal {
  step: Step;
  field: string;
  text: string;
}

export interface EditorOptions {
  campaign: Campaign | null;
  initial: Draft;
  findTemplate: (draft: Draft) => Template | null;
}

/** What a press on "save" came to. */
export type Saved = { kind: 'saved'; campaign: Campaign } | { kind: 'browser' } | { kind: 'refused' };

/** The state of the editor: the draft, the step, what is wrong with it, and how it is saved. */
export function useEditor({ campaign, initial, findTemplate }: EditorOptions) {
  const me = useMe();
  const describe = useErrorText();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [kept, setKept] = useState(() => JSON.stringify(initial));
  const [shown, setShown] = useState<ReadonlySet<Step>>(new Set());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [keyFor] = useState(createKeys);
  const create = useCreateCampaign();
  const update = useUpdateCampaign();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const template = findTemplate(draft);
  const problems = useMemo(() => findProblems(draft, template, Date.now()), [draft, template]);
  const step = reachable(STEPS.find((name) => slug(name) === hash) ?? 'audience', problems);
  const dirty = JSON.stringify(draft) !== kept;
  const form = useRef<HTMLDivElement>(null);

  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefusal(null);
  };

  const open = (next: Step) => {
    if (next === step) return;
    // One entry of the history for the editor: an older one would show a new campaign after the first saving.
    void navigate({ to: '.', hash: slug(next), search: true, hashScrollIntoView: false, replace: true });
  };

  /** Show what is wrong with a step, and put the cursor where it is. */
  const show = (wrong: Step) => {
    setShown((before) => new Set([...before, wrong]));
    open(wrong);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()),
    );
  };

  /** Back is always free; forward only over steps that are in order. */
  const goTo = (next: Step) => {
    const passed = STEPS.slice(0, STEPS.indexOf(next));
    const wrong = passed.find((name) => problems.some((problem) => problem.step === name));
    if (wrong && STEPS.indexOf(next) > STEPS.indexOf(step)) show(wrong);
    else open(next);
  };

  const refuse = (error: unknown) => {
    const place = placeRefusal(error);
    setRefusal({ step: place?.step ?? step, field: place?.field ?? '', text: describe(error) });
    if (place) show(place.step);
  };

  /** The first thing wrong, shown; null when the server can take it. `scheduled`: its time counts too. */
  const showFirstProblem = (scheduled: boolean): Problem | null => {
    const wrong = findProblems(draft, template, Date.now()).find(
      (problem) => scheduled || problem.step !== 'check',
    );
    if (wrong) show(wrong.step);
    return wrong ?? null;
  };

  const wishOf = (scheduled: boolean) => template && writeWish(draft, template, { scheduled });

  /** Keep the draft: on the server when it is complete enough, else in this browser. */
  const save = async ({ scheduled = false } = {}): Promise<Saved> => {
    const incomplete = findProblems(draft, template, Date.now()).some(
      (problem) => scheduled || problem.step !== 'check',
    );
    const body = wishOf(scheduled);
    if (incomplete || !body) {
      if (campaign) {
        showFirstProblem(scheduled);
        return { kind: 'refused' };
      }
      keepInBrowser(me.id, draft);
      setKept(JSON.stringify(draft));
      return { kind: 'browser' };
    }
    try {
      const saved = campaign
        ? await update.mutateAsync({ id: campaign.id, body })
        : await create.mutateAsync({ body, idempotencyKey: keyFor('create', body) });
      markSaved();
      return { kind: 'saved', campaign: saved };
    } catch (error) {
      refuse(error);
      return { kind: 'refused' };
    }
  };

  const markSaved = () => {
    setKept(JSON.stringify(draft));
    setRefusal(null);
    if (!campaign) forgetInBrowser(me.id);
  };

  /** The text of what is wrong with a field, once it should be shown: a problem's code or a refusal's words. */
  const problemOf = (field: string): Problem | null =>
    problems.find((problem) => problem.field === field && shown.has(problem.step)) ?? null;

  return {
    draft,
    template,
    campaign,
    step,
    problems,
    dirty,
    refusal,
    form,
    saving: create.isPending || update.isPending,
    change,
    goTo,
    refuse,
    save,
    markSaved,
    showFirstProblem,
    wishOf,
    keyFor,
    problemOf,
  };
}

export type Editor = ReturnType<typeof useEditor>;

/** The step that was asked for, or the first before it that is not in order: an address may ask for any. */
const reachable = (wanted: Step, problems: readonly Problem[]): Step =>
  STEPS.slice(0, STEPS.indexOf(wanted)).find((step) => problems.some((problem) => problem.step === step)) ??
  wanted;

/** The step as the address shows it. */
export const slug = (step: Step) => step.replace('_', '-');
