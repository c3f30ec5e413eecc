import type { StreamKind } from '@storefold/contracts';
import type { Logger } from '@storefold/platform';
import { Backlog } from './backlog.js';
import { Recency } from './recency.js';
import type { NewEvent, StreamStore } from './stream-store.js';

/** Told of what this process appended to streams of one kind. Called in stream order. */
export type AppendListener = (id: string, events: readonly NewEvent[], firstRevision: bigint, position: bigint) => void;

/** What all streams of a process share. */
export type StreamRuntime = {
  readonly store: StreamStore;
  readonly logger: Logger;
  readonly recency: Recency;
  readonly backlog: Backlog;
  readonly listeners: Map<StreamKind, AppendListener[]>;
  /** Stretches the pauses between attempts; 0 in tests. */
  readonly retryPace: number;
};

export type StreamRuntimeOptions = {
  readonly store: StreamStore;
  readonly logger: Logger;
  /** How many states are kept in memory, counted as small ones. @default 20000 */
  readonly cacheSize?: number | undefined;
  /** How many commands may wait in all mailboxes together. @default 50000 */
  readonly maxWaiting?: number | undefined;
  /** @default 1 */
  readonly retryPace?: number | undefined;
};

export const createStreamRuntime = (options: StreamRuntimeOptions): StreamRuntime => ({
  store: options.store,
  logger: options.logger,
  recency: new Recency(options.cacheSize ?? 20_000),
  backlog: new Backlog(options.maxWaiting ?? 50_000),
  listeners: new Map(),
  retryPace: options.retryPace ?? 1,
});
