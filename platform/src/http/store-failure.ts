import { ErrorType } from '@eventstore/db-client';
import { MongoError, MongoServerError } from 'mongodb';

const passing: readonly string[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
];

const hasType = (error: unknown): error is Error & { readonly type: string } =>
  error instanceof Error && 'type' in error && typeof error.type === 'string';

/**
 * Whether an error says that a store cannot be reached or is not ready, as opposed to: that it was asked for nonsense.
 * By the clients' own error types, never by message text.
 */
export const isStoreFailure = (error: unknown): boolean => {
  if (hasType(error) && passing.includes(error.type)) return true;
  if (!(error instanceof MongoError)) return false;
  // A server error is an answer, except where the server itself says that it is going away or taking no writes.
  if (error instanceof MongoServerError)
    return (
      error.hasErrorLabel('RetryableWriteError') || error.code === 14031 || error.code === 91 || error.code === 11600
    );
  return (
    error.name.startsWith('MongoNetwork') ||
    error.name === 'MongoServerSelectionError' ||
    error.name === 'MongoPoolClearedError'
  );
};
