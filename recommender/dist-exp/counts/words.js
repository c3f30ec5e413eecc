/** A word that stands in more than this share of all titles tells nothing. */
const MOST_COMMON = 0.1;
const listsOf = (rows) => {
    const starts = new Int32Array(rows.length + 1);
    for (const [at, row] of rows.entries())
        starts[at + 1] = (starts[at] ?? 0) + row.length;
    return { starts, values: Int32Array.from(rows.flat()) };
};
/** Reads titles as sets of words. Undefined where no item has a title. */
export const readWords = (texts) => {
    const numbers = new Map();
    const holders = [];
    const ofItem = texts.map((text, item) => {
        const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
        return [...words].map((word) => {
            const number = numbers.get(word) ?? numbers.set(word, numbers.size).size - 1;
            (holders[number] ??= []).push(item);
            return number;
        });
    });
    if (numbers.size === 0)
        return undefined;
    const telling = Float32Array.from(holders, ({ length }) => length > 1 && length <= Math.max(2, MOST_COMMON * texts.length) ? Math.log(texts.length / length) : 0);
    return { ofItem: listsOf(ofItem), holders: listsOf(holders), telling };
};
/** Adds to scores how alike titles are to that of `item`: the weight of shared words over the words of both. */
export const addAlike = (words, item, weight, scores) => {
    const { starts, values } = words.ofItem;
    const from = starts[item] ?? 0;
    const to = starts[item + 1] ?? 0;
    for (let at = from; at < to; at++) {
        const word = values[at] ?? 0;
        const tells = words.telling[word] ?? 0;
        if (tells === 0)
            continue;
        const end = words.holders.starts[word + 1] ?? 0;
        for (let place = words.holders.starts[word] ?? 0; place < end; place++) {
            const other = words.holders.values[place] ?? 0;
            const length = (starts[other + 1] ?? 0) - (starts[other] ?? 0);
            scores[other] = (scores[other] ?? 0) + (weight * tells) / Math.sqrt(length * (to - from));
        }
    }
};
//# sourceMappingURL=words.js.map