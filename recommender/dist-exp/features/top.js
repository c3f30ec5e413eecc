/**
 * The `count` items of the greatest score, best first; equal scores by item, the lower first. Items with a score of 0
 * or less are left out.
 */
export const topItems = (scores, count, skip) => {
    const items = new Int32Array(count);
    const best = new Float64Array(count);
    let size = 0;
    let least = 0;
    for (let item = 0; item < scores.length; item++) {
        const score = scores[item] ?? 0;
        if (score <= least || skip?.[item] === 1)
            continue;
        let at = size < count ? size++ : count - 1;
        while (at > 0 && (best[at - 1] ?? 0) < score) {
            best[at] = best[at - 1] ?? 0;
            items[at] = items[at - 1] ?? 0;
            at--;
        }
        best[at] = score;
        items[at] = item;
        if (size === count)
            least = best[count - 1] ?? 0;
    }
    return items.slice(0, size);
};
//# sourceMappingURL=top.js.map