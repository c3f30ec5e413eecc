/// <reference lib="es2024.string" />
import type { Recorded } from '@storefold/contracts';
import type { LogEntry } from '@storefold/platform';
import type { Offered } from './quarantine.js';
import type { AnyView } from './view.js';

/** Documents that an event touches; or why nobody can tell. */
export type Touched = { readonly keys: readonly string[] } | { readonly untold: string };

/** What an event that nobody could read says, unchecked: good for looking whom it concerns, and for nothing else. */
const unchecked = ({ type, data, metadata, id, streamId, revision, position, created }: LogEntry): Recorded =>
  ({
    ...{ type, data, metadata, eventId: id, streamId, revision },
    ...{ position: position.commit, recordedAt: created.toISOString() },
  }) as unknown as Recorded;

/** Most views have nothing to do with most events: nothing is made for them. */
const NONE: Touched = { keys: [] };

const isName = (key: unknown): key is string => typeof key === 'string';

/**
 * Which documents of a view an event touches. Also asked of events that could not be read: often it is another field that is wrong,
 * and then only the documents that it concerns have to wait.
 */
export const touchedBy = (view: Pick<AnyView, 'keys'>, offered: Offered): Touched => {
  try {
    const keys: readonly unknown[] = view.keys('event' in offered ? offered.event : unchecked(offered.entry));
    if (keys.length === 0) return NONE;
    // A store of UTF-8 keeps half a surrogate pair as U+FFFD: names that it takes for one are one document.
    if (keys.every(isName)) return { keys: [...new Set(keys.map((key) => key.toWellFormed()))] };
    return { untold: 'it names documents that cannot be' };
  } catch (error) {
    return { untold: error instanceof Error ? error.message : String(error) };
  }
};
