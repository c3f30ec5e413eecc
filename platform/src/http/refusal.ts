import type { Problem } from '@storefold/contracts';

/** A refusal is a value that a handler returns, not an exception. */
export type Refusal = {
  readonly refused: Pick<Problem, 'code' | 'status' | 'detail' | 'facts' | 'fields'>;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Refuses a request.
 *
 * @param code kebab-case fact that programs can rely on, such as `out-of-stock`
 * @param status 4xx, or 503 where asking later helps
 * @param detail one sentence: what was wrong and what would be right
 */
export const refuse = (
  code: string,
  status: number,
  detail: string,
  more: {
    readonly facts?: Problem['facts'];
    readonly fields?: Problem['fields'];
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Refusal => ({
  refused: {
    code,
    status,
    detail,
    ...(more.facts ? { facts: more.facts } : {}),
    ...(more.fields ? { fields: more.fields } : {}),
  },
  ...(more.headers ? { headers: more.headers } : {}),
});

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not as things stand',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Cannot be done',
  429: 'Too many attempts',
  500: 'Something broke',
  503: 'Not available right now',
};

/** Writes a refusal as a problem document (RFC 9457). */
export const problemOf = ({ refused }: Refusal, correlationId: string): Problem => ({
  type: `/problems/${refused.code}`,
  title: titles[refused.status] ?? 'Refused',
  ...refused,
  correlationId,
});
