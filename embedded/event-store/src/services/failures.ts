import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import type { Expected } from '../store/append-rules.js';

/** A failure as the official client tells it apart: by the trailer `exception`, not by its text. */
export const failure = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): StatusObject => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const streamDeleted = (stream: string): StatusObject =>
  failure(status.FAILED_PRECONDITION, `stream "${stream}" is deleted`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const tooLarge = (maximum: number): StatusObject =>
  failure(status.INVALID_ARGUMENT, `an append holds at most ${maximum.toString()} bytes of data`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': maximum.toString(),
  });

const expectedVersion = (expected: Expected): string => {
  if (expected.kind === 'revision') return expected.revision.toString();
  return { 'no-stream': '-1', any: '-2', 'stream-exists': '-4' }[expected.kind];
};

export const wrongExpectedVersion = (stream: string, expected: Expected, current: number): StatusObject =>
  failure(status.FAILED_PRECONDITION, `stream "${stream}" is not at the expected revision`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': expectedVersion(expected),
    'actual-version': current.toString(),
  });
