/** Stands in for `Request`, whose body would be read in a time of its own. */
export class PlainRequest {
  readonly method: string;
  readonly headers = new Headers();
  readonly signal: AbortSignal | undefined;
  readonly body: string | undefined;

  constructor(
    readonly url: string,
    init: { method: string; body?: string; signal?: AbortSignal },
  ) {
    this.method = init.method;
    this.body = init.body;
    this.signal = init.signal;
  }
}
