const CITED_EVENTS = 5;
/** Products of the newest orders that are looked at for a reason, beside those of the visit. */
const MOST_BOUGHT = 20;
const MOST_STARTS = 30;
const kinds = { product: 'bought-together', basket: 'goes-with-basket', viewed: 'viewed-similar' };
/** The reason for which a product goes with one that is looked at, and the events of both facts. */
export const becauseOf = (start, times, orders, nameOf) => ({
    reason: { kind: kinds[start.because], with: nameOf(start.sku), times },
    positions: start.position === undefined ? orders : [start.position, ...orders],
});
/** The reason for which a product goes with one that they bought: their newest order of that one, and orders that hold both. */
export const becauseTheyBought = ({ orders: theirs }, bought, times, orders) => {
    const own = theirs.findLast(({ items }) => items.includes(bought.sku))?.position;
    return {
        reason: { kind: 'bought-before-similar', with: bought.name, times },
        positions: own === undefined ? orders : [own, ...orders.filter((position) => position !== own)],
    };
};
/**
 * Says of each product why. A ranker has no one reason, and none is made up: what is told is the strongest fact that the
 * log proves: that they ordered it before; else orders that hold it together with what they look at, have in the basket
 * or bought (of these, with what pulls most by the model's own counts); else how many orders hold it.
 */
export const explain = (ranked, looking, { counts: { skus, orders } }, learned) => {
    const names = ranked.map(({ sku }) => skus.nameOf(sku));
    const started = new Set(looking.starts.map(({ sku }) => sku));
    const bought = [
        ...new Set(looking.orders
            .slice(-5)
            .reverse()
            .flatMap(({ items }) => [...items])),
    ]
        .filter((sku) => !started.has(sku))
        .slice(0, MOST_BOUGHT);
    const from = [
        ...looking.starts.slice(0, MOST_STARTS).map((start) => ({ sku: start.sku, start })),
        ...bought.map((sku) => ({ sku, start: undefined })),
    ];
    const pulls = from.map(({ sku }) => learned.pull(skus.nameOf(sku), names));
    return ranked.map(({ sku, score }, at) => {
        const told = { sku: skus.nameOf(sku), score: Math.round(score * 1e6) / 1e6 };
        const own = looking.orders.filter(({ items }) => items.includes(sku)).map(({ position }) => position);
        if (own.length > 0) {
            const positions = own.slice(-CITED_EVENTS).reverse();
            return { ...told, reason: { kind: 'bought-before', times: own.length }, positions };
        }
        const [best] = from
            .map((each, index) => ({ ...each, pull: pulls[index]?.[at] ?? 0 }))
            .filter(({ pull }) => pull > 0)
            .sort((a, b) => b.pull - a.pull);
        const times = best ? orders.timesHolding([best.sku, sku]) : 0;
        if (best && times > 0) {
            const both = orders.newestHolding([best.sku, sku], CITED_EVENTS);
            if (best.start)
                return { ...told, ...becauseOf(best.start, times, both, (number) => skus.nameOf(number)) };
            return { ...told, ...becauseTheyBought(looking, { sku: best.sku, name: skus.nameOf(best.sku) }, times, both) };
        }
        const reason = { kind: 'popular', times: orders.timesHolding([sku]) };
        return { ...told, reason, positions: orders.newestHolding([sku], CITED_EVENTS) };
    });
};
//# sourceMappingURL=explain.js.map