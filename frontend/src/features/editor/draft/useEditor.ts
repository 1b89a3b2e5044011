import { useMemo, useState } from 'react';
import type { Draft } from '@/components/whatsapp/draft-shape';
import { useCreateCampaign, useUpdateCampaign } from '@/hooks/useCampaignCommands';
import type { Campaign } from '@/hooks/useCampaigns';
import { useMe } from '@/hooks/useMe';
import type { Template } from '@/hooks/useTemplates';
import { useErrorText } from '@/lib/api/useErrorText';
import { forgetInBrowser, keepInBrowser } from './browser-draft';
import { findProblems, type Problem, type Step } from './checks';
import { writeRequest } from './draft';
import { createKeys } from './idempotency';
import { placeRefusal } from './refusals';
import { useSteps } from './useSteps';

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
  const describe = useErrorText();
  const [draft, setDraft] = useState(initial);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { send, saving, keyFor } = useSend(campaign);
  const template = findTemplate(draft);
  const problems = useMemo(() => findProblems(draft, template, Date.now()), [draft, template]);
  const { show, ...steps } = useSteps(problems);
  const { dirty, markKept, keepHere } = useKept(draft, campaign === null);

  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefusal(null);
  };

  const refuse = (error: unknown) => {
    const place = placeRefusal(error);
    setRefusal({ step: place?.step ?? steps.step, field: place?.field ?? '', text: describe(error) });
    if (place) show(place.step);
  };

  const findWrong = (scheduled: boolean): Problem | null =>
    findProblems(draft, template, Date.now()).find((problem) => scheduled || problem.step !== 'check') ??
    null;

  /** The first thing wrong, shown; null when the server can take it. `scheduled`: its time counts too. */
  const showFirstProblem = (scheduled: boolean): Problem | null => {
    const wrong = findWrong(scheduled);
    if (wrong) show(wrong.step);
    return wrong;
  };

  const requestOf = (scheduled: boolean) => template && writeRequest(draft, template, { scheduled });

  /** Keep the draft: on the server when it is complete enough, else in this browser. */
  const save = async ({ scheduled = false } = {}): Promise<Saved> => {
    const body = requestOf(scheduled);
    if (!body || findWrong(scheduled)) {
      if (!campaign) {
        keepHere();
        return { kind: 'browser' };
      }
      showFirstProblem(scheduled);
      return { kind: 'refused' };
    }
    try {
      const saved = await send(body);
      markSaved();
      return { kind: 'saved', campaign: saved };
    } catch (error) {
      refuse(error);
      return { kind: 'refused' };
    }
  };

  const markSaved = () => {
    markKept();
    setRefusal(null);
  };

  return {
    ...steps,
    draft,
    template,
    campaign,
    problems,
    dirty,
    refusal,
    saving,
    change,
    refuse,
    save,
    markSaved,
    showFirstProblem,
    requestOf,
    keyFor,
  };
}

export type Editor = ReturnType<typeof useEditor>;

/** Whether there is more than what is kept: on the server, or in this browser while it is new and incomplete. */
function useKept(draft: Draft, isNew: boolean) {
  const me = useMe();
  const text = JSON.stringify(draft);
  const [kept, setKept] = useState(text);
  return {
    dirty: text !== kept,
    markKept: () => {
      setKept(text);
      if (isNew) forgetInBrowser(me.id);
    },
    keepHere: () => {
      setKept(text);
      keepInBrowser(me.id, draft);
    },
  };
}

/** To the server: a new campaign, or what has changed of one. `keyFor` makes a second press the same request. */
function useSend(campaign: Campaign | null) {
  const [keyFor] = useState(createKeys);
  const create = useCreateCampaign();
  const update = useUpdateCampaign();
  const send = (body: ReturnType<typeof writeRequest>) =>
    campaign
      ? update.mutateAsync({ id: campaign.id, body })
      : create.mutateAsync({ body, idempotencyKey: keyFor('create', body) });
  return { send, saving: create.isPending || update.isPending, keyFor };
}
