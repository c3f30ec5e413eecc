import { collections, type TraceDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Positions that one trace keeps; whoever needs more reads the log from the first. */
const MOST = 5_000;

/** Where the log holds what belongs together. `_id` is the correlation id. */
export const tracesView: View<TraceDocument> = {
  name: 'traces',
  version: 1,
  collection: collections.traces,
  indexes: [],
  keys: (event) => [event.metadata.$correlationId],
  project: (document, event, correlationId) => ({
    correlationId,
    positions: document
      ? document.positions.length < MOST
        ? [...document.positions, event.position]
        : document.positions
      : [event.position],
    events: (document?.events ?? 0) + 1,
    firstRecordedAt: document?.firstRecordedAt ?? event.recordedAt,
  }),
};
