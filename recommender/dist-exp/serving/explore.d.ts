import type { Looking } from './asked.js';
import type { Knowledge } from './knowledge.js';
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
export declare const newProductsFor: ({ counts, shelves, showings }: Knowledge, { allowed }: Looking, { places, share, seed, at, }: {
    readonly places: number;
    readonly share: number;
    readonly seed: string;
    readonly at: number;
}) => readonly number[];
//# sourceMappingURL=explore.d.ts.map