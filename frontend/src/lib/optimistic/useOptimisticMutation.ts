import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CustomTypeOptions } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/lib/api/useErrorText';
import { useNotice } from '@/lib/useNotice';
import type { Change, Thing } from './changes';
import { type PendingChanges, pendingOf } from './pending';
import type { Operation } from './steps';

export interface OptimisticOptions {
  /** Whether a refusal is said in a notification. Off where the page says it itself, at a field for example. */
  notify?: boolean;
}

/** A mutation that is on screen at once, and gone again, with the reason said, when the server refuses it. */
export function useOptimisticMutation<Variables, Result>(request: {
  plan: (variables: Variables) => Change;
  send: (variables: Variables, pending: PendingChanges) => Promise<Result>;
  /** What the answer says the contact or category is now, where it does. */
  read: (result: Result) => Thing | null;
  refused: keyof CustomTypeOptions['resources']['categories']['refused'];
  notify: boolean;
}) {
  const pending = pendingOf(useQueryClient());
  const { t } = useTranslation('categories');
  const describe = useErrorText();
  const say = useNotice();
  return useMutation<Result, Error, Variables, Operation>({
    mutationFn: (variables) => request.send(variables, pending).finally(nextTask),
    onMutate: (variables) => pending.begin(request.plan(variables)),
    onSuccess: (result, _, operation) => pending.confirm(operation, request.read(result)),
    onError: (error, _, operation) => {
      if (operation) pending.fail(operation, error);
      // Also after the page it was done on has been left.
      if (request.notify)
        say({ color: 'red', title: t(`refused.${request.refused}`), message: describe(error) });
    },
  });
}

/** An answer to a read that came in the same moment is in the cache before the change ends. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/** After this a change without an answer counts as failed; the next read tells what became of it. */
const PATIENCE_MS = 30_000;

/** A signal that ends a request which never comes back, so that what is on screen does not wait for ever. */
export const patience = () => AbortSignal.timeout(PATIENCE_MS);
