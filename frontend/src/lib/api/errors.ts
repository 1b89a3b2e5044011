import type { components } from './schema';

type ErrorBody = components['schemas']['ErrorBody'];

/** What the API refused, or `offline` when nothing came back. `code` is a stable word to translate by. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  /** What fills the sentence of the code; null where only the English message is known. */
  readonly values: Record<string, unknown> | null;
  readonly requestId: string | null;

  constructor(fields: {
    code: string;
    message: string;
    status: number;
    details?: Record<string, unknown>;
    values?: Record<string, unknown> | null;
    requestId?: string | null;
  }) {
    super(fields.message);
    this.name = 'ApiError';
    this.code = fields.code;
    this.status = fields.status;
    this.details = fields.details ?? {};
    this.values = fields.values === undefined ? {} : fields.values;
    this.requestId = fields.requestId ?? null;
  }

  /** The same request may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The error of an answer that is not 2xx. `body` is what the API sent, or anything a proxy did. */
export function readError(body: unknown, response: Response): ApiError {
  const error = (body as Partial<ErrorBody> | undefined)?.error;
  if (error && typeof error.code === 'string') {
    return new ApiError({
      code: error.code,
      message: error.message,
      details: error.details ?? {},
      values: error.values ?? {},
      requestId: error.request_id,
      status: response.status,
    });
  }
  return new ApiError({ code: 'unexpected_answer', message: response.statusText, status: response.status });
}
