/** The ids of what is being created: a negative one until the server has given its own. */
export class TemporaryIds {
  readonly #given = new Map<number, number>();
  readonly #awaited = new Map<number, PromiseLike<number>>();
  readonly #settle = new Map<number, (id: number | Promise<never>) => void>();

  expect(temporaryId: number): void {
    const id = new Promise<number>((resolve) => this.#settle.set(temporaryId, resolve));
    // Mostly nobody waits.
    id.catch(ignore);
    this.#awaited.set(temporaryId, id);
  }

  give(temporaryId: number, id: number): void {
    this.#given.set(temporaryId, id);
    this.#settle.get(temporaryId)?.(id);
  }

  refuse(temporaryId: number, error: unknown): void {
    this.#settle.get(temporaryId)?.(Promise.reject(error));
  }

  /** The server's id where it is known. */
  find = (id: number): number => this.#given.get(id) ?? id;

  /** The server's id, waiting for it where necessary. Rejects when the creation was refused. */
  await = async (id: number): Promise<number> => (await this.#awaited.get(id)) ?? id;
}

/** Sends changes of the same thing one after the other, in the order in which they were made. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** The same thing by its new name: who comes next waits for those who came under the old one. */
  rename(from: string, to: string): void {
    const last = this.#last.get(from);
    if (last) this.#last.set(to, last);
  }

  take<T>(things: readonly string[], send: () => Promise<T>): Promise<T> {
    const earlier = things.flatMap((thing) => this.#last.get(thing) ?? []);
    const mine = earlier.length > 0 ? Promise.all(earlier).then(send) : send();
    const settled = mine.then(ignore, ignore);
    for (const thing of things) this.#last.set(thing, settled);
    void settled.then(() => {
      for (const [thing, last] of this.#last) if (last === settled) this.#last.delete(thing);
    });
    return mine;
  }
}

const ignore = () => undefined;
