/** How much suiting counts against being different: 1 would ask for nothing else. */
const LAMBDA = 0.85;
const wordsOf = (title) => new Set(title.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
const shared = (a, b) => {
    let both = 0;
    for (const word of a)
        if (b.has(word))
            both++;
    return both === 0 ? 0 : both / (a.size + b.size - both);
};
/**
 * Chooses products that suit and are not all the same: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998),
 * `lambda * suits - (1 - lambda) * likeness to what stands there already`. What suits is the score, from 0 to 1 over the
 * pool, and the shop's boost. Two products are as alike as their titles share words (Jaccard), half of it for the
 * category.
 *
 * @param pool the best first
 */
export const arrange = (pool, { most, mostPerCategory }) => {
    const scores = pool.map(({ score }) => score);
    const least = Math.min(...scores);
    const span = Math.max(...scores) - least || 1;
    const left = pool.map((item) => ({
        item,
        suits: (item.score - least) / span + item.boost,
        words: wordsOf(item.title),
        like: 0,
    }));
    const chosen = [];
    const perCategory = new Map();
    const full = ({ category }) => category !== null && (perCategory.get(category) ?? 0) >= mostPerCategory;
    while (chosen.length < most && left.length > 0) {
        const open = left.some(({ item }) => !full(item));
        let best = -1;
        let value = -Infinity;
        for (const [at, each] of left.entries()) {
            if (open && full(each.item))
                continue;
            const worth = LAMBDA * each.suits - (1 - LAMBDA) * each.like;
            if (worth > value)
                [best, value] = [at, worth];
        }
        const [taken] = left.splice(best, 1);
        if (!taken)
            break;
        chosen.push(taken.item);
        const { category } = taken.item;
        if (category !== null)
            perCategory.set(category, (perCategory.get(category) ?? 0) + 1);
        for (const each of left) {
            const kind = category !== null && each.item.category === category ? 1 : 0;
            each.like = Math.max(each.like, 0.5 * kind + 0.5 * shared(each.words, taken.words));
        }
    }
    return chosen;
};
//# sourceMappingURL=arrange.js.map