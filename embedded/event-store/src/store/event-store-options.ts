import type { Tell } from '../tell.js';

export type EventStoreOptions = {
  /** Unix time in milliseconds. @default Date.now */
  readonly clock?: () => number;
  /** @default lines of JSON on standard output */
  readonly tell?: Tell;
  /** The disk failed and nothing is written any more: only a new process may go on. */
  readonly onBroken?: () => void;
  /** A segment of the log that has this many bytes is followed by another. @default 64 MB */
  readonly segmentBytes?: number;
};
