import type { PaymentIntent } from '../objects.js';

export type ErrorType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';

type More = {
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly payment_intent?: PaymentIntent;
};

/** An error as the API tells it. What was written before it stays written: a declined charge is a fact. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: ErrorType;
  readonly more: More;

  constructor(status: number, type: ErrorType, message: string, more: More = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.more = more;
  }

  /** The answer's body. */
  get body(): Readonly<Record<string, unknown>> {
    const { code } = this.more;
    return {
      error: {
        ...this.more,
        ...(code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        message: this.message,
        type: this.type,
      },
    };
  }
}

/** A request that cannot be meant. */
export const invalid = (message: string, more: More = {}): ApiError =>
  new ApiError(400, 'invalid_request_error', message, more);

export const missing = (kind: string, id: string, param = 'id'): ApiError =>
  new ApiError(404, 'invalid_request_error', `No such ${kind}: '${id}'`, { code: 'resource_missing', param });

/** What the bank says no to. */
export const cardError = (message: string, more: More): ApiError => new ApiError(402, 'card_error', message, more);
