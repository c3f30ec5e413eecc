import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { CorruptLog } from '../log/corrupt-log.js';
import { DiskFailed, NoRoom } from '../log/disk-failure.js';
import { FrameTooLarge } from '../log/frame.js';
import { LogClosed } from '../log/segment-log.js';
import type { Expected } from '../store/append-rules.js';
import { BadRequest } from './bad-request.js';

/** Trailers of more than 64 KiB end the whole connection, and a request may name what is longer than that. */
const LONGEST_TRAILER = 12 * 1024;
const LONGEST_DETAILS = 2_000;

/** A trailer holds printable ASCII; what else a name has is written as in an address. */
const headerText = (text: string): string =>
  text
    .slice(0, LONGEST_TRAILER)
    .replace(/[^ -~]+/gu, (part) => encodeURIComponent(wellFormed(part)))
    .slice(0, LONGEST_TRAILER);

/** Text that was cut may end with half of a character. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');

/** A failure as the official client tells it apart: by the trailer `exception`, not by its text. */
export const failure = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): StatusObject => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, headerText(value));
  return { code, details: wellFormed(details.slice(0, LONGEST_DETAILS)), metadata };
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

/** A stream that is asked for was tombstoned. */
export class StreamGone extends Error {
  override readonly name = 'StreamGone';
  readonly stream: string;

  constructor(stream: string) {
    super(`stream "${stream}" is deleted`);
    this.stream = stream;
  }
}

/** What went wrong, as a client hears it. */
export const statusOf = (error: unknown): StatusObject => {
  if (error instanceof StreamGone) return streamDeleted(error.stream);
  if (error instanceof BadRequest) return failure(error.code, error.message);
  if (error instanceof FrameTooLarge) return failure(status.INVALID_ARGUMENT, error.message);
  const code =
    error instanceof NoRoom || error instanceof DiskFailed || error instanceof LogClosed
      ? status.UNAVAILABLE
      : error instanceof CorruptLog
        ? status.DATA_LOSS
        : status.INTERNAL;
  return failure(code, error instanceof Error ? error.message : String(error));
};
