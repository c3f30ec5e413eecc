import { ErrorType } from '@eventstore/db-client';
import { MongoError, MongoServerError } from 'mongodb';

const passing: readonly string[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
];

/**
 * A call that failed below the client: EventStoreDB's client hands over gRPC's own error where it fails to ask the server
 * what it supports, which is the first thing it does on a new connection. By status: cancelled, deadline, unavailable.
 */
const isPassingCall = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  'details' in error &&
  'metadata' in error &&
  (error.code === 1 || error.code === 4 || error.code === 14);

const hasType = (error: unknown): error is Error & { readonly type: string } =>
  error instanceof Error && 'type' in error && typeof error.type === 'string';

/**
 * Whether an error says that a store cannot be reached or is not ready, as opposed to: that it was asked for nonsense.
 * By the clients' own error types, never by message text.
 */
export const isStoreFailure = (error: unknown): boolean => {
  if (hasType(error) && passing.includes(error.type)) return true;
  if (isPassingCall(error)) return true;
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
