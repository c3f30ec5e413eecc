import { alwaysCandidates, candidatesFor } from '../features/candidates.js';
import { FeatureWriter } from '../features/features.js';
import { Scorer } from '../features/scores.js';
import { scoreNetwork } from '../rankers/flat-network.js';
import { scoreLinear } from '../rankers/linear.js';
import { scaleRows } from '../rankers/scaling.js';
/** Products of one category or search that are scored: the first so many. */
const MOST_ONLY = 1_000;
/** A model that could not answer within its time. */
export class TooLate extends Error {
    name = 'TooLate';
}
/**
 * The learned model as it serves: the candidates and the features of training, on what is known now. What somebody looks
 * at or has in the basket is their newest basket to it, since of baskets it learned. A product that came after the
 * training is not known to it, and left to the other steps.
 */
export class Learned {
    model;
    #items;
    #scorer;
    #writer;
    #always;
    constructor(model) {
        this.model = model;
        this.#items = new Map(model.itemNames.map((name, item) => [name, item]));
        this.#scorer = new Scorer(model.snapshot);
        this.#writer = new FeatureWriter(model.snapshot);
        this.#always = alwaysCandidates(model.snapshot);
    }
    /**
     * The best first; empty where it knows nothing of what is looked at.
     *
     * @param inTime asked between the parts of the work
     * @throws TooLate
     */
    rank(looking, knowledge, most, inTime) {
        const { mode, only, allowed } = looking;
        const { skus } = knowledge.counts;
        const { scaling, heads } = this.model.rankers;
        const context = this.#contextOf(looking, knowledge);
        // What goes with things that it never saw is not for it to say; whom it never saw is a newcomer.
        if (context.baskets.length === 0 && looking.starts.length > 0)
            return [];
        const check = () => {
            if (!inTime())
                throw new TooLate();
        };
        check();
        const seen = this.#scorer.see(context);
        check();
        const candidates = only ? this.#itemsOf(only.slice(0, MOST_ONLY), knowledge) : candidatesFor(seen, this.#always);
        const rows = scaleRows(scaling, this.#writer.write(seen, candidates));
        check();
        const scores = new Float64Array(candidates.length);
        const head = heads[mode];
        if (this.model.champion[mode] === 'linear')
            scoreLinear(head.linear, rows, scores);
        else
            scoreNetwork(head.network, rows, scores);
        const held = new Set(mode === 'new' ? seen.held.map(({ item }) => item) : []);
        const ranked = [];
        for (const at of Int32Array.from(candidates, (_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)) {
            const item = candidates[at] ?? 0;
            const sku = skus.find(this.model.itemNames[item] ?? '');
            if (sku === undefined || held.has(item) || !allowed(sku))
                continue;
            ranked.push({ sku, score: scores[at] ?? 0 });
            if (ranked.length === most)
                break;
        }
        return ranked;
    }
    /**
     * How much one product says for others, by what the model counted: the sum of its three tables of pairs, each as a
     * share of the product's best partner.
     */
    pull(from, others) {
        const pulls = new Float64Array(others.length);
        const item = this.#items.get(from);
        if (item === undefined)
            return pulls;
        const places = new Map(others.map((name, at) => [this.#items.get(name) ?? -1, at]));
        const { transitions, together, neighbours } = this.model.snapshot;
        for (const table of [transitions, together, neighbours])
            addShares(table, item, places, pulls);
        return pulls;
    }
    #itemsOf(numbers, { counts }) {
        const items = [];
        for (const sku of numbers) {
            const item = this.#items.get(counts.skus.nameOf(sku));
            if (item !== undefined)
                items.push(item);
        }
        return Int32Array.from(items);
    }
    #contextOf({ orders, starts }, knowledge) {
        const now = knowledge.buyers.today;
        const visit = {
            items: this.#itemsOf(new Set(starts.map(({ sku }) => sku)), knowledge),
            day: now,
        };
        const baskets = orders.map(({ items, day }) => ({ items: this.#itemsOf(items, knowledge), day }));
        return { baskets: [...baskets, visit].filter(({ items }) => items.length > 0), now };
    }
}
const addShares = ({ starts, items, weights }, item, places, pulls) => {
    const from = starts[item] ?? 0;
    const best = weights[from] ?? 1;
    for (let at = from; at < (starts[item + 1] ?? 0); at++) {
        const place = places.get(items[at] ?? -1);
        if (place !== undefined)
            pulls[place] = (pulls[place] ?? 0) + (weights[at] ?? 0) / best;
    }
};
//# sourceMappingURL=learned.js.map