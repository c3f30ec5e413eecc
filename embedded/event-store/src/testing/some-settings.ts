import type { GroupSettings } from '../persistent/group-settings.js';

/** Settings as the official client has them when nothing is said, but from the start; and what a spec wants otherwise. */
export const someSettings = (changes: Partial<GroupSettings> = {}): GroupSettings => ({
  startFrom: { kind: 'at', at: 0 },
  filter: undefined,
  resolveLinks: false,
  extraStatistics: false,
  messageTimeoutMs: 30_000,
  maxRetryCount: 10,
  checkpointAfterMs: 2_000,
  minCheckpointCount: 10,
  maxCheckpointCount: 1_000,
  maxSubscriberCount: 0,
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  strategy: 'RoundRobin',
  ...changes,
});
