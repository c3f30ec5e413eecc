import type { Recorded } from '@storefold/contracts';
import { BSON } from 'mongodb';
import { allViews } from '../all-views.js';
import type { AnyView } from '../engine/view.js';
import { london } from './history.js';

/** Documents by collection and id, each as BSON in hexadecimal: equal when every byte is. */
export type ReadModels = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const hexOf = (document: object): string =>
  Buffer.from(BSON.serialize(document, { ignoreUndefined: true })).toString('hex');

/** What the read models must be: every event folded once, one at a time, in plain memory. Shares nothing with the engine. */
export const foldLog = (events: Iterable<Recorded>, views: readonly AnyView[] = allViews(london)): ReadModels => {
  const folded = new Map<string, Map<string, { document: object; position: bigint }>>();
  for (const event of events)
    for (const view of views)
      for (const key of view.keys(event)) {
        const documents = folded.get(view.collection) ?? new Map<string, { document: object; position: bigint }>();
        folded.set(view.collection, documents);
        const document = view.project(documents.get(key)?.document, event, key);
        if (document) documents.set(key, { document, position: event.position });
        else documents.delete(key);
      }
  return sortedByName(
    [...folded]
      .filter(([, documents]) => documents.size > 0)
      .map(([collection, documents]) => [
        collection,
        sortedByName(
          [...documents].map(([_id, { document, position }]) => [
            _id,
            hexOf({ _id, ...document, _position: position }),
          ]),
        ),
      ]),
  );
};

const sortedByName = <Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
