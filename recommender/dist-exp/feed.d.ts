import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Logger, type Shop } from '@storefold/platform';
import { type Knowledge } from './serving/knowledge.js';
/** The flow of events into what is known, and what to say of it. */
export type Feed = {
    /** Whose log it is; undefined until the shop is open. */
    readonly shop: () => Shop | undefined;
    /** When something was last taken in, ISO 8601; undefined before. */
    readonly builtAt: () => string | undefined;
    /** Undefined when all history is folded and following goes on, else what is missing. */
    readonly missing: () => string | undefined;
    readonly close: () => Promise<void>;
};
/**
 * Folds the log into what is known from its first event, and goes on with what is appended. An event that cannot be read is left out,
 * counted, and told by its place in the log: one of many facts that recommendations rest on is missing then, and the shop's
 * pages are not to go without them for it.
 */
export declare const startFeed: (client: EventStoreDBClient, knowledge: Pick<Knowledge, "apply">, now: () => Date, logger: Logger, unreadable?: () => void) => Feed;
//# sourceMappingURL=feed.d.ts.map