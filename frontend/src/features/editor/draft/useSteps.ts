import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { type Problem, STEPS, type Step } from './checks';

/** The step on screen, which stands in the address, and the steps whose problems are shown. */
export function useSteps(problems: readonly Problem[]) {
  const navigate = useNavigate();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const [shown, setShown] = useState<ReadonlySet<Step>>(new Set());
  const form = useRef<HTMLDivElement>(null);
  const step = reachable(STEPS.find((name) => slug(name) === hash) ?? 'audience', problems);

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

  /** What is wrong with a field, once it should be shown. */
  const problemOf = (field: string): Problem | null =>
    problems.find((problem) => problem.field === field && shown.has(problem.step)) ?? null;

  return { step, form, show, goTo, problemOf };
}

/** The step that was asked for, or the first before it that is not in order: an address may ask for any. */
const reachable = (wanted: Step, problems: readonly Problem[]): Step =>
  STEPS.slice(0, STEPS.indexOf(wanted)).find((step) => problems.some((problem) => problem.step === step)) ??
  wanted;

/** The step as the address shows it. */
export const slug = (step: Step) => step.replace('_', '-');
