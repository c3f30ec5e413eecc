import { invertPositiveDefinite } from './cholesky.js';
import { tasteOf } from './taste.js';
/**
 * EASE^R (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): B = I - P diag(1/P), P = (X^T X +
 * lambda I)^-1, over the items with the greatest decayed weight. Memory is 20 bytes per pair of covered items, time its
 * cube.
 */
export const countEase = (history, { halfLifeDays, lambda, mostItems }) => {
    const taste = tasteOf(history, halfLifeDays, 1_000);
    const all = history.itemNames.length;
    const totals = new Float64Array(all);
    for (const [at, item] of taste.items.entries())
        totals[item] = (totals[item] ?? 0) + (taste.weights[at] ?? 0);
    const items = Int32Array.from(totals, (_, item) => item)
        .filter((item) => (totals[item] ?? 0) > 0)
        .sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b)
        .slice(0, mostItems);
    const size = items.length;
    const places = new Int32Array(all).fill(-1);
    for (const [place, item] of items.entries())
        places[item] = place;
    const gram = new Float64Array(size * size);
    const held = [];
    const weights = [];
    for (let user = 0; user < history.userNames.length; user++) {
        held.length = 0;
        weights.length = 0;
        for (let at = taste.starts[user] ?? 0; at < (taste.starts[user + 1] ?? 0); at++) {
            const place = places[taste.items[at] ?? 0] ?? -1;
            if (place < 0)
                continue;
            held.push(place);
            weights.push(taste.weights[at] ?? 0);
        }
        for (const [at, a] of held.entries()) {
            const row = a * size;
            const weight = weights[at] ?? 0;
            for (let other = 0; other < held.length; other++) {
                const place = row + (held[other] ?? 0);
                gram[place] = (gram[place] ?? 0) + weight * (weights[other] ?? 0);
            }
        }
    }
    for (let at = 0; at < size; at++)
        gram[at * size + at] = (gram[at * size + at] ?? 0) + lambda;
    invertPositiveDefinite(gram, size);
    const b = new Float32Array(size * size);
    for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++)
            b[row * size + column] =
                row === column ? 0 : -(gram[row * size + column] ?? 0) / (gram[column * size + column] ?? 1);
    return { halfLifeDays, items, places, weights: b };
};
/** Adds what having `item` with some weight says for the others. */
export const addEase = (ease, item, weight, scores) => {
    const place = ease.places[item] ?? -1;
    if (place < 0)
        return;
    const size = ease.items.length;
    for (let at = 0; at < size; at++) {
        const other = ease.items[at] ?? 0;
        scores[other] = (scores[other] ?? 0) + weight * (ease.weights[place * size + at] ?? 0);
    }
};
//# sourceMappingURL=ease.js.map