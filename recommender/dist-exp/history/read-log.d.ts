import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Logger } from '@storefold/platform';
import { type LogPrefix } from './log-history.js';
/**
 * Reads what there is to learn from a log, from its first event to where it ends now. A store that is away is waited for. An
 * event that cannot be read is left out and told, as it is where answers are given: one of many facts, for which no training fails.
 *
 * @param upTo events after this position are left out. @default none are
 */
export declare const readPrefix: (client: Pick<EventStoreDBClient, "subscribeToAll">, logger: Logger, { upTo, onProgress }?: {
    readonly upTo?: bigint | undefined;
    readonly onProgress?: (events: number) => void;
}) => Promise<LogPrefix>;
//# sourceMappingURL=read-log.d.ts.map