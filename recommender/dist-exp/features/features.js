import { greatest, PRODUCT_FEATURES, productFeatureNames, productFeatures, } from './of-product.js';
/** What a ranker is told of a product for a context, in this order. A model file names them, so that none is mistaken. */
export const featureNames = [
    ...['held', 'held-log-times', 'held-usual', 'held-usual-log', 'held-short', 'held-long', 'held-share'],
    ...['held-steps', 'held-days', 'held-newest', 'held-due', 'held-overdue', 'held-repeat-user', 'held-repeat-item'],
    ...[
        'held-last-year',
        'held-of-3',
        'held-of-5',
        'held-of-10',
        'held-since-share',
        'held-since-odds',
        'personal-relative',
    ],
    ...['transitions', 'transitions-relative', 'transitions-rank', 'next', 'next-relative'],
    ...['together', 'together-relative', 'neighbours', 'neighbours-relative', 'neighbours-rank'],
    ...['ease', 'ease-relative', 'ease-rank', 'alike-relative'],
    ...productFeatureNames,
    ...['month-for-newcomer', 'agreement', 'new-month', 'basket-size-month'],
];
/** Those of which somebody who never had the product has none: the first ones. */
const HELD = featureNames.indexOf('personal-relative');
export const FEATURES = featureNames.length;
/** Places of candidates by a score: 1 for the best, falling as 1 / place; 0 without a score. */
const reciprocalRanks = (candidates, scores) => {
    const values = Float64Array.from(candidates, (item) => scores[item] ?? 0);
    const order = [];
    for (let at = 0; at < values.length; at++)
        if ((values[at] ?? 0) > 0)
            order.push(at);
    order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
    const ranks = new Float32Array(candidates.length);
    for (const [place, at] of order.entries())
        ranks[at] = 1 / (1 + place / 3);
    return ranks;
};
/** Writes features of the products of a snapshot. */
export class FeatureWriter {
    #snapshot;
    #products;
    constructor(snapshot) {
        this.#snapshot = snapshot;
        this.#products = productFeatures(snapshot.facts);
    }
    /** One row of `FEATURES` numbers per candidate, not scaled yet. */
    write({ context, held, scores }, candidates) {
        const { facts, now } = this.#snapshot;
        const rows = new Float32Array(candidates.length * FEATURES);
        const heldBy = new Map(held.map((each) => [each.item, each]));
        const baskets = context.baskets.length;
        let taken = 0;
        for (const { items } of context.baskets)
            taken += items.length;
        const repeats = taken === 0 ? 0 : Math.max(0, 1 - held.length / taken);
        const size = baskets === 0 ? 0 : Math.log1p(taken / baskets);
        const best = {
            personal: greatest(scores.personal),
            transitions: greatest(scores.transitions),
            next: greatest(scores.next),
            together: greatest(scores.together),
            neighbours: greatest(scores.neighbours),
            ease: greatest(scores.ease),
            alike: greatest(scores.alike),
        };
        const ranks = {
            transitions: reciprocalRanks(candidates, scores.transitions),
            neighbours: reciprocalRanks(candidates, scores.neighbours),
            ease: reciprocalRanks(candidates, scores.ease),
        };
        const { rows: products, month: months } = this.#products;
        const agreeing = [scores.transitions, scores.together, scores.neighbours, scores.ease, scores.alike];
        for (const [index, item] of candidates.entries()) {
            let at = index * FEATURES;
            const put = (value) => {
                rows[at++] = value;
            };
            const own = heldBy.get(item);
            const of = (column) => column[item] ?? 0;
            if (own) {
                const gap = own.times > 1 ? (own.firstDaysAgo - own.daysAgo) / (own.times - 1) : 0;
                const due = gap > 0 ? own.daysAgo / gap : 0;
                const yearAgo = context.baskets.some(({ items, day }) => now - day > 336 && now - day <= 378 && items.includes(item));
                put(1);
                put(Math.log1p(own.times));
                put(Math.min(8, own.usual));
                put(Math.log(own.usual + 0.01) + 4.6);
                put(Math.min(4, own.short));
                put(Math.log1p(own.long));
                put(own.times / baskets);
                put(2 ** (-own.stepsAgo / 2));
                put(Math.exp(-own.daysAgo / 30));
                put(own.stepsAgo === 0 ? 1 : 0);
                put(gap > 0 ? Math.exp(-Math.abs(Math.log(due + 0.1))) : 0);
                put(due > 3 ? 1 : 0);
                put(repeats);
                put(of(facts.repeatShare));
                put(yearAgo ? 1 : 0);
                put(own.ofLast3 / 3);
                put(own.ofLast5 / 5);
                put(own.ofLast10 / 10);
                put(own.times / (own.firstStepsAgo + 1));
                put(Math.log((own.times - 1 + 3 * of(facts.repeatShare) + 0.05) / (own.firstStepsAgo + 10)));
            }
            else
                at += HELD;
            put(of(scores.personal) / best.personal);
            put(Math.log1p(50 * of(scores.transitions)));
            put(of(scores.transitions) / best.transitions);
            put(ranks.transitions[index] ?? 0);
            put(Math.log1p(50 * of(scores.next)));
            put(of(scores.next) / best.next);
            put(Math.log1p(50 * of(scores.together)));
            put(of(scores.together) / best.together);
            put(Math.log1p(20 * of(scores.neighbours)));
            put(of(scores.neighbours) / best.neighbours);
            put(ranks.neighbours[index] ?? 0);
            put(Math.log1p(20 * Math.max(0, of(scores.ease))));
            put(of(scores.ease) / best.ease);
            put(ranks.ease[index] ?? 0);
            put(of(scores.alike) / best.alike);
            for (let from = item * PRODUCT_FEATURES, last = from + PRODUCT_FEATURES; from < last; from++)
                put(products[from] ?? 0);
            const month = months[item] ?? 0;
            put(baskets === 0 ? month : 0);
            let agreement = 0;
            for (const column of agreeing)
                if (of(column) > 0)
                    agreement += 0.2;
            put(agreement);
            put(own ? 0 : month);
            put(size * month);
        }
        return rows;
    }
}
//# sourceMappingURL=features.js.map