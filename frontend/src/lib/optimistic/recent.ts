import type { Operation } from './steps';

/** How old a number pushed by the live stream can be when it arrives: its server reads about once a second. */
export const PUSHED_AGE_MS = 3000;

/** Operations that were settled so shortly ago that news from the server may be from before. */
export class Recent {
  #settled: { operation: Operation; atMs: number }[] = [];

  note(operation: Operation): void {
    this.#settled = this.#settled.filter(({ atMs }) => Date.now() - atMs < PUSHED_AGE_MS);
    this.#settled.push({ operation, atMs: Date.now() });
  }

  list(): Operation[] {
    return this.#settled
      .filter(({ atMs }) => Date.now() - atMs < PUSHED_AGE_MS)
      .map(({ operation }) => operation);
  }
}
