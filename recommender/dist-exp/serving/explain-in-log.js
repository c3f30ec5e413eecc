import { followLog, toRecorded } from '@storefold/platform';
import { Knowledge, servedEventTypes } from './knowledge.js';
import { Serving } from './serving.js';
/** What was asked about does not stand in the log; the message says so. */
export class NotInLog extends Error {
    name = 'NotInLog';
}
/** Whoever explains has time. */
const DEADLINE_MS = 60_000;
const silent = { answered: () => undefined, passed: () => undefined, compared: () => undefined };
/**
 * Folds a log and says what would be answered now, each product with its reason and the events behind it. What nobody
 * explains is left out: no new products that nobody knows, no rules of a file, at most three of a category as ever.
 *
 * @param model that serves; undefined: by counts
 * @throws NotInLog when the customer never ordered, or the shop did not define the product
 */
export const explainInLog = async (client, about, model, most, logger) => {
    const knowledge = new Knowledge();
    const stop = new AbortController();
    await followLog({
        ...{ client, from: undefined, eventTypes: servedEventTypes, signal: stop.signal, logger },
        onBatch: (entries, considered) => {
            knowledge.apply(entries.map(toRecorded), considered);
            return Promise.resolve();
        },
        onCaughtUp: () => {
            stop.abort();
        },
    });
    const { asked, orders } = questionAbout(about, knowledge);
    const serving = new Serving(knowledge, {
        models: { champion: () => model },
        ...{ deadlineMs: DEADLINE_MS, mostPerCategory: 3, exploration: 0, observer: silent },
        elapsed: () => performance.now(),
    });
    const answer = serving.answer(asked, most, '', 0);
    if (!answer)
        throw new NotInLog('the product is not defined in this log');
    const { skus, products } = knowledge.counts;
    const titleOf = (sku) => products.profileOf(skus.find(sku) ?? -1)?.title ?? '';
    const items = answer.items.map((item) => ({ ...item, title: titleOf(item.sku) }));
    return { items, answeredBy: answer.answeredBy, orders };
};
const questionAbout = (about, { counts, buyers: known }) => {
    if ('product' in about) {
        const sku = counts.skus.find(about.product);
        if (sku === undefined || !counts.products.profileOf(sku))
            throw new NotInLog(`the shop has no product ${about.product}; name it by its SKU, as it stands on its page`);
        return { asked: { kind: 'product', sku: about.product }, orders: counts.orders.timesHolding([sku]) };
    }
    const buyers = [{ kind: 'customer', id: about.customer }, { kind: 'shopper', id: about.customer }];
    const orders = known.ordersOf(buyers).length;
    if (orders === 0)
        throw new NotInLog(`nobody named ${about.customer} has an order in this log, or they are erased; name a customer or shopper by id`);
    return { asked: { kind: 'home', viewer: { buyers, visitorId: undefined } }, orders };
};
//# sourceMappingURL=explain-in-log.js.map