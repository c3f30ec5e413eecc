import type { LinkProjection } from '../index/link-lists.js';
import { decodeData, decodeHeader, type ProposedEvent } from '../wire/recorded-event.js';
import { systemEvent } from './system-events.js';

const STARTED = '$started';
const STOPPED = '$stopped';

/** Where it is kept that a system projection was turned off or on. */
export const projectionStream = (projection: LinkProjection): string => `$projections-${projection}`;

/** @param at the position of the log at which it was turned */
export const turnedEvent = (on: boolean, at: number): ProposedEvent =>
  systemEvent(on ? STARTED : STOPPED, JSON.stringify({ position: at }));

/** The position at which a projection stands still, by the last event of its stream; undefined where it goes on. */
export const stoppedAtOf = (bytes: Buffer): number | undefined => {
  if (decodeHeader(bytes).type !== STOPPED) return undefined;
  const said: unknown = JSON.parse(decodeData(bytes).toString('utf8'));
  return said !== null && typeof said === 'object' && 'position' in said ? Number(said.position) : undefined;
};
