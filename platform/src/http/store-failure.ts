import { ErrorType } from '@eventstore/db-client';
import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoStalePrimaryError,
} from 'mongodb';
import { troubleOfCode, type StoreTrouble } from './mongodb-codes.js';

export type { StoreTrouble } from './mongodb-codes.js';

const refusedType: string = ErrorType.ACCESS_DENIED;
/** A type that says nothing; the status code beside it may. */
const unknownType: string = ErrorType.UNKNOWN;
const passingTypes: readonly string[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
];

/** gRPC's status codes, https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const grpc = {
  cancelled: 1,
  deadlineExceeded: 4,
  permissionDenied: 7,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;
const passingCalls: readonly unknown[] = [grpc.cancelled, grpc.deadlineExceeded, grpc.unavailable];
/** What the client calls unknown: a connection that broke within an answer, and a server that has too much to do. */
const passingUnknowns: readonly unknown[] = [grpc.internal, grpc.resourceExhausted];
const refusedCalls: readonly unknown[] = [grpc.permissionDenied, grpc.unauthenticated];

/** Of EventStoreDB's client. */
const troubleOfLog = (error: Error): StoreTrouble | undefined => {
  const code = 'code' in error ? error.code : undefined;
  if ('type' in error && typeof error.type === 'string') {
    if (passingTypes.includes(error.type)) return 'passing';
    if (error.type === refusedType) return 'configuration';
    return error.type === unknownType && passingUnknowns.includes(code) ? 'passing' : undefined;
  }
  // A call that failed below the client: it hands over gRPC's own error where it fails to ask the server what it supports,
  // which is the first thing it does on a new connection.
  if (!('details' in error && 'metadata' in error)) return undefined;
  if (passingCalls.includes(code) || passingUnknowns.includes(code)) return 'passing';
  return refusedCalls.includes(code) ? 'configuration' : undefined;
};

const DUPLICATE = 11_000;
/** MongoDB's own word, beside the number. */
const passingLabels = ['RetryableWriteError', 'TransientTransactionError', 'SystemOverloadedError'] as const;

const troubleOfServer = (error: MongoServerError): StoreTrouble | undefined =>
  passingLabels.some((label) => error.hasErrorLabel(label))
    ? 'passing'
    : typeof error.code === 'number'
      ? troubleOfCode(error.code)
      : undefined;

/**
 * A bulk write fails as a whole, and the driver then wraps whatever failed, a broken connection too; or in some of its
 * operations, whose errors it lists.
 */
const troubleOfBulk = (error: MongoBulkWriteError): StoreTrouble | undefined => {
  const inner: unknown = error.errorResponse;
  if (inner instanceof MongoError) return troubleOfDocuments(inner);
  // Keys that are there already are looked at by whoever wrote them, once the rest is well.
  const codes = [error.writeErrors].flat().map(({ code }) => code);
  const others = codes.filter((code) => code !== DUPLICATE);
  if (codes.length === 0) return troubleOfServer(error);
  const found = others.map(troubleOfCode);
  // One answer to nonsense among them is enough.
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return found.includes('configuration') ? 'configuration' : 'passing';
};

/** Of MongoDB's driver. */
const troubleOfDocuments = (error: MongoError): StoreTrouble | undefined => {
  if (error instanceof MongoBulkWriteError) return troubleOfBulk(error);
  // A server error is an answer, except where the server itself says: not now, or not you.
  if (error instanceof MongoServerError) return troubleOfServer(error);
  const isPassing =
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoStalePrimaryError ||
    error instanceof MongoOperationTimeoutError ||
    // The driver exports no class for it.
    error.name === 'MongoWaitQueueTimeoutError';
  return isPassing ? 'passing' : undefined;
};

/** The driver asks for the servers behind a `mongodb+srv` URL, and hands over what the resolver says. */
const isUnresolved = (error: Error): boolean =>
  'syscall' in error && (error.syscall === 'querySrv' || error.syscall === 'queryTxt');

/**
 * What an error says of a store: that it cannot be reached or is not ready (`passing`), or that it lets this service do
 * less than it must (`configuration`). By the clients' own error types and numbers, never by message text.
 *
 * @returns undefined where the store answered what it was asked: a defect of ours, or a surprise
 */
export const storeTroubleOf = (error: unknown): StoreTrouble | undefined => {
  if (error instanceof MongoError) return troubleOfDocuments(error);
  if (!(error instanceof Error)) return undefined;
  return troubleOfLog(error) ?? (isUnresolved(error) ? 'passing' : undefined);
};

/** Whether an error says that a store cannot be reached or is not ready, so that asking again in a moment may help. */
export const isStoreFailure = (error: unknown): boolean => storeTroubleOf(error) === 'passing';
