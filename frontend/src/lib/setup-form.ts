export type SetupField = 'code' | 'username' | 'password' | 'repeat';
export type SetupForm = Record<SetupField, string>;
export type SetupProblem = 'code_missing' | 'username_refused' | 'password_short' | 'password_differs';

/** Of a new password, in characters; the API has the same, and a list of common ones. */
export const SHORTEST_PASSWORD = 12;
// As the API has it; \w of Python knows the letters of all languages.
const USERNAME = /^[\p{L}\p{N}_.@+-]{1,100}$/u;

/** Whether the API will take it as a user name. */
export function isUsername(text: string): boolean {
  return USERNAME.test(text);
}

/** What is wrong with the form, field by field in the form's order. */
export function checkSetup(form: SetupForm): Partial<Record<SetupField, SetupProblem>> {
  return {
    ...(!form.code && { code: 'code_missing' as const }),
    ...(!isUsername(form.username) && { username: 'username_refused' as const }),
    ...(form.password.length < SHORTEST_PASSWORD && { password: 'password_short' as const }),
    ...(form.password !== form.repeat && { repeat: 'password_differs' as const }),
  };
}
