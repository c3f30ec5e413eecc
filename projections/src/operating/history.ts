import type { Recorded } from '@storefold/contracts';
import { eventsAt, lineageOf, lineageSince, type DocumentsOf, type ReadLog } from '../engine/history-of.js';
import { aboutOf } from '../engine/quarantine.js';
import type { AnyView } from '../engine/view.js';
import { firstDifference, valueAt } from './compare.js';

/** What a document's history is made from. */
export type HistoryOf = { readonly documents: DocumentsOf; readonly log: ReadLog; readonly view: AnyView };

/** A moment in the life of a document. */
export type AsOf =
  /** Of a prefix of the log. */
  | { readonly position: bigint }
  /** Of what had happened in the shop by then (ISO 8601), whenever it was recorded; folded in the order of the log. */
  | { readonly occurredBy: string };

const folding = async (
  { log, view }: HistoryOf,
  key: string,
  positions: readonly bigint[],
  from: object | undefined,
  concerns: (event: Recorded) => boolean = () => true,
): Promise<object | undefined> => {
  let document = from;
  for await (const offered of eventsAt(log, positions)) {
    if (!('event' in offered)) throw new Error(`event ${aboutOf(offered).eventId} cannot be read: ${offered.why}`);
    if (concerns(offered.event)) document = view.project(document, offered.event, key);
  }
  return document;
};

/** A document as it was, from its own events alone; undefined where there was none. */
export const documentAsOf = async (of: HistoryOf, key: string, moment: AsOf): Promise<object | undefined> => {
  if ('position' in moment) {
    const { from, events } = await lineageSince(of.documents, key, moment.position);
    return folding(of, key, events, from);
  }
  const { occurredBy } = moment;
  const isBy = ({ metadata }: Recorded): boolean => metadata.occurredAt <= occurredBy;
  return folding(of, key, await lineageOf(of.documents, key), undefined, isBy);
};

/** The event that gave a field the value that it has. */
export type FieldOrigin = {
  readonly field: string;
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
};

/** The last event that changed a field of a document; undefined where none ever did. */
export const originOf = async (of: HistoryOf, key: string, field: string): Promise<FieldOrigin | undefined> => {
  let document: object | undefined;
  let origin: FieldOrigin | undefined;
  for await (const offered of eventsAt(of.log, await lineageOf(of.documents, key))) {
    if (!('event' in offered)) continue;
    const after = of.view.project(document, offered.event, key);
    const { position, eventId, type } = offered.event;
    if (firstDifference(valueAt(document, field), valueAt(after, field))) origin = { field, position, eventId, type };
    document = after;
  }
  return origin;
};

/** Each field of a document, at its first level, and the event that made it what it is. */
export const originsOf = async (of: HistoryOf, key: string): Promise<readonly FieldOrigin[]> => {
  let document: object | undefined;
  const origins = new Map<string, FieldOrigin>();
  for await (const offered of eventsAt(of.log, await lineageOf(of.documents, key))) {
    if (!('event' in offered)) continue;
    const after = of.view.project(document, offered.event, key);
    const { position, eventId, type } = offered.event;
    for (const field of Object.keys({ ...document, ...after }))
      if (firstDifference(valueAt(document, field), valueAt(after, field)))
        origins.set(field, { field, position, eventId, type });
    document = after;
  }
  return [...origins.values()];
};
