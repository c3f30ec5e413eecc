import { BoughtTogether } from './generators/bought-together.js';
import { Popular } from './generators/popular.js';
import { OrderMemory } from './orders/order-memory.js';
import { SkuTable } from './orders/sku-table.js';
import { CustomerProfiles } from './profiles/customer-profiles.js';
import { ProductProfiles } from './profiles/product-profiles.js';
import { evidenceRanker } from './ranking/evidence-ranker.js';
/** Candidates per seed that the ranker may choose from. */
const ENOUGH = 200;
const CUSTOMER_SEEDS = 20;
/** A product bought eight places earlier in a customer's history counts half. */
const SEED_HALF_LIFE = 8;
const CITED_EVENTS = 5;
const weighed = (skus) => skus.slice(0, CUSTOMER_SEEDS).map((sku, place) => ({ sku, weight: 0.5 ** (place / SEED_HALF_LIFE) }));
/**
 * What the recommender knows: a fold over the log, in memory, rebuilt at every start. An event at or below the last
 * position changes nothing, so batches may overlap; how events were batched makes no difference.
 */
export class Model {
    skus = new SkuTable();
    orders;
    products = new ProductProfiles(this.skus);
    customers = new CustomerProfiles(this.skus);
    #together;
    #popular;
    #ranker;
    #foldedTo;
    #lastPosition;
    constructor(options = {}) {
        this.orders = new OrderMemory(this.skus, options.mostLines);
        this.#together = new BoughtTogether(this.orders, this.skus);
        this.#popular = new Popular();
        this.#ranker = options.ranker ?? evidenceRanker;
    }
    /** How far the log was considered; undefined before anything was. */
    get foldedTo() {
        return this.#foldedTo;
    }
    /** Folds events in log order, and notes how far the log was looked at. */
    apply(events, considered) {
        for (const event of events) {
            if (this.#lastPosition !== undefined && event.position <= this.#lastPosition)
                continue;
            this.#lastPosition = event.position;
            this.#fold(event);
        }
        for (const reached of [this.#lastPosition, considered]) {
            if (reached !== undefined && (this.#foldedTo === undefined || reached > this.#foldedTo))
                this.#foldedTo = reached;
        }
    }
    /**
     * The best `most` products, best first; fewer where fewer are known. Never the product itself, never what the
     * customer has already, never a product that the shop did not define.
     *
     * @param allowed what else may be recommended at all, by the number of the product. @default everything
     * @returns undefined when the question names a product that does not exist
     */
    recommend(question, most, allowed = () => true) {
        const start = this.#startOf(question);
        if (!start)
            return undefined;
        const request = {
            seeds: start.seeds,
            enough: ENOUGH,
            eligible: (sku) => !start.leaveOut.has(sku) && this.products.profileOf(sku) !== undefined && allowed(sku),
        };
        const candidates = [this.#together, this.#popular].flatMap((generator) => generator.candidates(request));
        return this.#ranker
            .rank(candidates, most, (sku) => this.skus.nameOf(sku))
            .map((ranked) => this.#explain(question, ranked));
    }
    #fold(event) {
        this.products.apply(event);
        this.customers.apply(event);
        if (event.type !== 'OrderPlaced' && event.type !== 'OrderCancelled')
            return;
        for (const change of this.orders.apply(event)) {
            this.#together.apply(change);
            this.#popular.apply(change);
        }
    }
    #startOf(question) {
        if (question.kind === 'popular')
            return { seeds: [], leaveOut: new Set() };
        if (question.kind === 'product') {
            const sku = this.skus.find(question.sku);
            if (sku === undefined || !this.products.profileOf(sku))
                return undefined;
            return { seeds: [{ sku, weight: 1 }], leaveOut: new Set([sku]) };
        }
        if (question.kind === 'seeds')
            return { seeds: weighed(question.seeds), leaveOut: new Set(question.seeds) };
        const bought = question.buyers.flatMap((buyer) => this.customers.profileOf(buyer) ?? []).at(0)?.bought ?? [];
        return { seeds: weighed(bought), leaveOut: new Set(bought) };
    }
    #explain(question, { sku, score, because }) {
        const rounded = Math.round(score * 1e6) / 1e6;
        const { times } = because;
        if (because.kind === 'popular') {
            const positions = this.orders.newestHolding([sku], CITED_EVENTS);
            return { sku: this.skus.nameOf(sku), score: rounded, reason: { kind: 'popular', times }, positions };
        }
        const kind = question.kind === 'customer' ? 'bought-before-similar' : 'bought-together';
        return {
            sku: this.skus.nameOf(sku),
            score: rounded,
            reason: { kind, with: this.skus.nameOf(because.seed.sku), times },
            positions: this.orders.newestHolding([because.seed.sku, sku], CITED_EVENTS),
        };
    }
}
//# sourceMappingURL=model.js.map