/** Partners kept per item: so many that few are missed, and a table of 50,000 items stays below 100 MB. */
export const partnersKept = (items) => Math.max(30, Math.min(600, Math.floor(6_000_000 / Math.max(1, items))));
/** The weight from which on partners are kept. Plain numbers sort several times faster than items by their weights. */
const leastKept = (sums, touched, kept) => {
    if (touched.length <= kept)
        return Number.MIN_VALUE;
    const sorted = Float64Array.from(touched, (partner) => sums[partner] ?? 0).sort();
    return Math.max(Number.MIN_VALUE, sorted[sorted.length - kept] ?? 0);
};
/**
 * Counts row by row, so that memory holds one row in full and of the others only what is kept. Exact for what is kept;
 * equal weights are ordered by item.
 *
 * @param count adds all partners of one item
 * @param finish turns a counted weight into the weight that is kept, by which partners are chosen; 0 or less drops it
 */
export const countPairs = (items, kept, count, finish) => {
    const sums = new Float64Array(items);
    const seen = new Uint8Array(items);
    const touched = [];
    const add = (item, weight) => {
        if (seen[item] === 0) {
            seen[item] = 1;
            touched.push(item);
        }
        sums[item] = (sums[item] ?? 0) + weight;
    };
    const starts = new Int32Array(items + 1);
    const partners = [];
    const weights = [];
    let total = 0;
    for (let item = 0; item < items; item++) {
        touched.length = 0;
        count(item, { add });
        for (const partner of touched)
            sums[partner] = finish(item, partner, sums[partner] ?? 0);
        const least = leastKept(sums, touched, kept);
        const best = touched
            .filter((partner) => (sums[partner] ?? 0) >= least)
            .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
            .slice(0, kept);
        partners.push(Int32Array.from(best));
        weights.push(Float32Array.from(best, (partner) => sums[partner] ?? 0));
        total += best.length;
        starts[item + 1] = total;
        for (const partner of touched) {
            sums[partner] = 0;
            seen[partner] = 0;
        }
    }
    const table = { starts, items: new Int32Array(total), weights: new Float32Array(total) };
    for (let item = 0; item < items; item++) {
        table.items.set(partners[item] ?? [], starts[item] ?? 0);
        table.weights.set(weights[item] ?? [], starts[item] ?? 0);
    }
    return table;
};
/** Adds `weight` times the row of `item` to scores. */
export const addRow = (table, item, weight, scores) => {
    const end = table.starts[item + 1] ?? 0;
    for (let at = table.starts[item] ?? 0; at < end; at++) {
        const partner = table.items[at] ?? 0;
        scores[partner] = (scores[partner] ?? 0) + weight * (table.weights[at] ?? 0);
    }
};
//# sourceMappingURL=pair-table.js.map