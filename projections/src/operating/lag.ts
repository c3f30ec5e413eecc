import type { ViewProgress } from '../engine/runner.js';

/** How far a unit is behind the log. */
export type Lag = {
  /** Bytes of log that it has not looked at. */
  readonly bytes: number;
  /** Seconds since the newest event was recorded that it folded; 0 when it has looked at everything. */
  readonly seconds: number;
  /** Estimated from the mean size of the events that were folded so far: a log does not count its events. */
  readonly events: number;
};

/** @param head position of the log's last event */
export const lagOf = (unit: ViewProgress, head: bigint, now: Date): Lag => {
  const bytes = head > unit.considered ? Number(head - unit.considered) : 0;
  if (bytes === 0) return { bytes, seconds: 0, events: 0 };
  const since = unit.newestRecordedAt === undefined ? now.getTime() : Date.parse(unit.newestRecordedAt);
  const seconds = Math.max(0, (now.getTime() - since) / 1000);
  return { bytes, seconds, events: Math.max(1, Math.round(bytes / unit.bytesPerEvent)) };
};
