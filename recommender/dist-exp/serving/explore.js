import { createHash } from 'node:crypto';
const NEW_DAYS = 30;
/** A product that was seen on so many lists had its chance. */
const FIRST_SHOWINGS = 100;
/** Where nobody agrees to be remembered, no showing is told of: then one that was ordered so often, cancelled or not, stands on its own feet. */
const FEW_ORDERS = 5;
/** A shop that fills its shelves for the first time has thousands of new products: the newest take their turns. */
const MOST_NEW = 200;
const MOST_LOOKED_AT = 2_000;
/** So many old ones in a row, and the rest are old, too; a single one may have been dated by a clock that jumped. */
const OLD_IN_A_ROW = 20;
const DAY_MS = 86_400_000;
/** A number from 0 to 1 that follows from the words. */
const drawn = (...words) => createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
/**
 * New products for some of the places: defined within 30 days, seen on fewer than a hundred lists (where showings are not told of:
 * in fewer than five orders), with pieces on the shelf. Which ones is drawn by the seed (highest random weight; Thaler and Ravishankar,
 * 1998), so that each has its turn among the visitors of a day, and one visitor sees the same all day.
 *
 * @returns numbers of products
 *
 * @param share of the places, 0 to 1: a part of a place is given to that part of the seeds
 * @param at now, milliseconds since 1970
 */
export const newProductsFor = ({ counts, shelves, showings }, { allowed }, { places, share, seed, at, }) => {
    const want = Math.floor(places * share + drawn(seed, 'places'));
    if (want === 0)
        return [];
    const fresh = [];
    const { products, orders, skus } = counts;
    let old = 0;
    const last = Math.max(0, products.inOrder.length - MOST_LOOKED_AT);
    for (let place = products.inOrder.length - 1; place >= last && fresh.length < MOST_NEW && old < OLD_IN_A_ROW; place--) {
        const sku = products.inOrder[place] ?? 0;
        const profile = products.profileOf(sku);
        if (!profile || at - Date.parse(profile.definedAt) > NEW_DAYS * DAY_MS) {
            old++;
            continue;
        }
        old = 0;
        const hadItsChance = showings.isTold ? showings.of(sku) >= FIRST_SHOWINGS : orders.placedWith(sku) >= FEW_ORDERS;
        if (hadItsChance || !allowed(sku) || !shelves.liesThere(sku))
            continue;
        fresh.push(sku);
    }
    return fresh
        .map((sku) => ({ sku, weight: drawn(seed, skus.nameOf(sku)) }))
        .sort((a, b) => b.weight - a.weight)
        .slice(0, want)
        .map(({ sku }) => sku);
};
//# sourceMappingURL=explore.js.map