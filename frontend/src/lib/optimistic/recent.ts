import type { Operation } from './steps';

/** Operations that were settled so shortly ago that news from the server may be from before. */
export class Recent {
  #settled: { operation: Operation; atMs: number }[] = [];

  constructor(private readonly forMs: number) {}

  note(operation: Operation): void {
    this.#settled = this.#settled.filter(({ atMs }) => Date.now() - atMs < this.forMs);
    this.#settled.push({ operation, atMs: Date.now() });
  }

  list(): Operation[] {
    return this.#settled
      .filter(({ atMs }) => Date.now() - atMs < this.forMs)
      .map(({ operation }) => operation);
  }
}
