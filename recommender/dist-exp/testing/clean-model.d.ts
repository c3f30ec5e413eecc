import type { EventStoreDBClient } from '@eventstore/db-client';
import type { LogPrefix } from '../history/log-history.js';
import type { ModelsState } from '../models/models-decider.js';
/** What there is to learn from. @param upTo the last position that counts. @default all do */
export declare const prefixOf: (client: EventStoreDBClient, upTo?: string) => Promise<LogPrefix>;
/** The bytes that a clean fold of the log gives for a model that the log tells of, and before it for the one it went on from. */
export declare const cleanModel: (client: EventStoreDBClient, modelId: string | undefined, trained: ModelsState["trained"]) => Promise<Uint8Array>;
//# sourceMappingURL=clean-model.d.ts.map