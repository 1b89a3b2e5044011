import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/lib/api/useErrorText';
import type { Change } from './changes';
import type { OptimisticLog } from './log';
import { logOf } from './log-of';
import { useNotice } from './notice';
import type { Category, Contact } from './nouns';
import type { Operation } from './steps';

export interface OptimisticOptions {
  /** Whether a refusal is said in a notification. Off where the page says it itself, at a field for example. */
  notify?: boolean;
}

export type RefusedText =
  | 'create_contact'
  | 'change_contact'
  | 'delete_contact'
  | 'create_category'
  | 'change_category'
  | 'delete_category'
  | 'file_contacts';

/** A mutation that is on screen at once, and gone again, with the reason said, when the server refuses it. */
export function useOptimisticMutation<Variables, Result>(wish: {
  plan: (variables: Variables) => Change;
  send: (variables: Variables, log: OptimisticLog) => Promise<Result>;
  /** What the answer says the contact or category is now, where it does. */
  read: (result: Result) => Contact | Category | null;
  refused: RefusedText;
  notify: boolean;
}) {
  const log = logOf(useQueryClient());
  const say = useRefusalNotice();
  return useMutation<Result, Error, Variables, Operation>({
    mutationFn: (variables) => wish.send(variables, log),
    onMutate: (variables) => log.add(wish.plan(variables)),
    onSuccess: (result, _, operation) => log.confirm(operation, wish.read(result)),
    onError: (error, _, operation) => {
      if (operation) log.refuse(operation, error);
      if (wish.notify) say(wish.refused, error);
    },
    onSettled: (_result, _error, _variables, operation) => {
      if (operation) log.refresh(operation);
    },
  });
}

/** Says what did not happen, and why. Also after the page it was done on has been left. */
function useRefusalNotice() {
  const { t } = useTranslation('categories');
  const describe = useErrorText();
  const notify = useNotice();
  return (refused: RefusedText, error: unknown) =>
    notify({ color: 'red', title: t(`refused.${refused}`), message: describe(error) });
}
