import type { LinkProjection } from '../index/link-lists.js';
import { decodeIndexFields, type ProposedEvent } from '../wire/recorded-event.js';
import { systemEvent } from './system-events.js';

const STARTED = '$started';
const STOPPED = '$stopped';

/** Where it is kept that a system projection was turned off or on. */
export const projectionStream = (projection: LinkProjection): string => `$projections-${projection}`;

/** What says so: a projection that was stopped stands still where this event stands in the log. */
export const turnedEvent = (on: boolean): ProposedEvent => systemEvent(on ? STARTED : STOPPED, '{}');

/** The position at which a projection stands still, by the last event of its stream; undefined where it goes on. */
export const stoppedAtOf = (bytes: Buffer): number | undefined => {
  const { type, position } = decodeIndexFields(bytes);
  return type === STOPPED ? position : undefined;
};
