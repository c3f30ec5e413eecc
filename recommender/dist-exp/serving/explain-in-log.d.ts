import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Logger } from '@storefold/platform';
import type { Recommendation } from '../model.js';
import type { TrainedModel } from '../training/trained-model.js';
import { type Step } from './serving.js';
/** For whom or for what an answer is explained. */
export type ExplainAbout = {
    readonly customer: string;
} | {
    readonly product: string;
};
export type Explained = {
    readonly items: readonly (Recommendation & {
        readonly title: string;
    })[];
    readonly answeredBy: Step;
    /** Of the customer, or of those that hold the product. */
    readonly orders: number;
};
/** What was asked about does not stand in the log; the message says so. */
export declare class NotInLog extends Error {
    readonly name = "NotInLog";
}
/**
 * Folds a log and says what would be answered now, each product with its reason and the events behind it. What nobody
 * explains is left out: no new products that nobody knows, no rules of a file, at most three of a category as ever.
 *
 * @param model that serves; undefined: by counts
 * @throws NotInLog when the customer never ordered, or the shop did not define the product
 */
export declare const explainInLog: (client: Pick<EventStoreDBClient, "subscribeToAll">, about: ExplainAbout, model: TrainedModel | undefined, most: number, logger: Logger) => Promise<Explained>;
//# sourceMappingURL=explain-in-log.d.ts.map