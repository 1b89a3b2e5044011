/** The ids of what is being created: a negative one until the server has given its own. */
export class Names {
  #given = new Map<number, number>();
  #creations = new Map<number, Creation>();

  expect(temporaryId: number): void {
    this.#creations.set(temporaryId, new Creation());
  }

  give(temporaryId: number, id: number): void {
    this.#given.set(temporaryId, id);
    this.#creations.get(temporaryId)?.resolve(id);
    this.#creations.delete(temporaryId);
  }

  refuse(temporaryId: number, error: unknown): void {
    this.#creations.get(temporaryId)?.reject(error);
  }

  /** The server's id where it is known. */
  find = (id: number): number => this.#given.get(id) ?? id;

  /** The server's id, waiting for it where necessary. Rejects when the creation was refused. */
  async await(id: number): Promise<number> {
    const known = this.find(id);
    return known >= 0 ? known : ((await this.#creations.get(known)?.promise) ?? known);
  }
}

class Creation {
  resolve: (id: number) => void = ignore;
  reject: (error: unknown) => void = ignore;
  readonly promise = new Promise<number>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    // Mostly nobody waits.
    this.promise.catch(ignore);
  }
}

/** Sends changes of the same thing one after the other, in the order in which they were made. */
export class Turns {
  #last = new Map<string, Promise<unknown>>();

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
