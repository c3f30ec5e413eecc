/**
 * The `count` items of the greatest weight, strongest first; among equals the earlier item wins. Items without weight
 * (0 or less) are left out. One pass with a short sorted list: far cheaper than sorting all where few are wanted.
 */
export const strongest = (items, count, weightOf) => {
    const best = [];
    for (const item of items) {
        const weight = weightOf(item);
        if (weight <= 0 || (best.length >= count && weight <= (best.at(-1)?.weight ?? Infinity)))
            continue;
        let low = 0;
        let high = best.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if ((best[middle]?.weight ?? 0) >= weight)
                low = middle + 1;
            else
                high = middle;
        }
        best.splice(low, 0, { item, weight });
        if (best.length > count)
            best.pop();
    }
    return best;
};
//# sourceMappingURL=strongest.js.map