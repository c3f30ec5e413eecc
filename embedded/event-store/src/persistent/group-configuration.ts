import type { EventStore } from '../store/event-store.js';
import { systemEvent } from '../store/system-events.js';
import type { Tell } from '../tell.js';
import { decodeData } from '../wire/recorded-event.js';
import { readEntry, writeEntry, type GroupEntry } from './group-entry.js';

const STREAM = '$persistentSubscriptionConfig';
const TYPE = '$PersistentConfig';
const VERSION = '2';

/** Writes down all groups that there are, as one event: the newest counts. */
export const saveConfiguration = async (
  store: EventStore,
  entries: readonly GroupEntry[],
  now: number,
): Promise<void> => {
  const updated = new Date(now).toISOString();
  const json = JSON.stringify({ version: VERSION, updated, updatedBy: 'admin', entries: entries.map(writeEntry) });
  await store.append(STREAM, { kind: 'any' }, [systemEvent(TYPE, json)]);
};

/** The groups that were written down last. An event that is no configuration is told of, and the one before it counts. */
export const loadConfiguration = (store: EventStore, tell: Tell): readonly GroupEntry[] => {
  const readable = store.readable(STREAM);
  if (!readable) return [];
  for (let revision = readable.end - 1; revision >= readable.first; revision--) {
    const bytes = store.eventAt(STREAM, revision);
    if (!bytes) continue;
    try {
      return parse(decodeData(bytes).toString('utf8'));
    } catch (error) {
      tell('error', 'an event of the persistent subscriptions is no configuration: the one before it counts', {
        stream: STREAM,
        revision,
        error: String(error),
      });
    }
  }
  return [];
};

const parse = (text: string): readonly GroupEntry[] => {
  const json: unknown = JSON.parse(text);
  if (json === null || typeof json !== 'object' || !('entries' in json) || !Array.isArray(json.entries))
    throw new TypeError('it has no list of entries');
  return json.entries.map(readEntry);
};
