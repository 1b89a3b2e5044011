/** After this a change without an answer counts as failed; the next read tells what became of it. */
const PATIENCE_MS = 30_000;

/** A signal that ends a request which never comes back, so that what is on screen does not wait for ever. */
export const patience = () => AbortSignal.timeout(PATIENCE_MS);
