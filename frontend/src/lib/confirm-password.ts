import { ApiError } from '@/lib/api/errors';

type Answer = (isGiven: boolean) => void;

let waiting: readonly Answer[] = [];
const listeners = new Set<() => void>();

/**
 * Do something, and once more after the API has asked for the password again and the person has given it.
 * Without a dialog on screen, or when it is closed, the API's refusal stays.
 */
export async function withPassword<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'password_needed') throw error;
    if (!(await ask())) throw error;
  }
  return work();
}

/** For the dialog: whether somebody waits for the password. */
export const passwordQuestion = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) answerPassword(false);
    };
  },
  isOpen: () => waiting.length > 0,
};

/** Let go on whoever waits: `isGiven` says whether the API has taken the password. */
export function answerPassword(isGiven: boolean): void {
  const answers = waiting;
  put([]);
  for (const answer of answers) answer(isGiven);
}

function ask(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  return new Promise((answer) => put([...waiting, answer]));
}

function put(next: readonly Answer[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}
