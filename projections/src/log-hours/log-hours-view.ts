import { collections, type LogHourDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

const hourOf = (at: string): string => at.slice(0, 13);

/** How dense the log is by hour, on both axes, and where each hour begins: what a search by time seeks by. */
export const logHoursView: View<LogHourDocument> = {
  name: 'logHours',
  version: 1,
  collection: collections.logHours,
  indexes: [{ name: 'hour', key: { axis: 1, hour: 1 } }],
  keys: (event) => [`recorded|${hourOf(event.recordedAt)}`, `occurred|${hourOf(event.metadata.occurredAt)}`],
  project: (document, event, key) => ({
    axis: key.startsWith('recorded|') ? 'recorded' : 'occurred',
    hour: key.slice(9),
    events: (document?.events ?? 0) + 1,
    firstPosition: document?.firstPosition ?? event.position,
  }),
};
