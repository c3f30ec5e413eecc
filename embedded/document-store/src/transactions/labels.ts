import type { StoreError } from '../errors.js';
import type { Request } from '../wire/message.js';

/** Errors after which a whole transaction may be tried again: a conflict, a lock that was not got, a snapshot or transaction that is gone. */
const transient: ReadonlySet<number> = new Set([24, 112, 239, 246, 251, 267]);
/** Errors of a server that goes away or is not the primary: https://github.com/mongodb/specifications, "retryable error". */
const retryable: ReadonlySet<number> = new Set([
  6, 7, 89, 91, 134, 189, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** Commands whose retry is safe with a transaction number. */
function isRetryableWrite(request: Request): boolean {
  if (request.name === 'commitTransaction' || request.name === 'abortTransaction') return true;
  return request.has('txnNumber') && !request.has('autocommit');
}

/** The labels that MongoDB puts on an error, by which drivers decide what to do next. */
export function labelsOf(request: Request, error: Pick<StoreError, 'code'>): string[] {
  const labels: string[] = [];
  const { name } = request;
  if (request.has('autocommit')) {
    const ends = name === 'commitTransaction' || name === 'abortTransaction';
    if (transient.has(error.code) || (!ends && retryable.has(error.code))) labels.push('TransientTransactionError');
  }
  if (isRetryableWrite(request) && retryable.has(error.code)) labels.push('RetryableWriteError');
  return labels;
}

/** The labels of a write that was done and whose write concern was not met: nothing tells to do a transaction again. */
export function labelsOfConcern(request: Request, concern: { readonly code: number }): string[] {
  return isRetryableWrite(request) && retryable.has(concern.code) ? ['RetryableWriteError'] : [];
}
