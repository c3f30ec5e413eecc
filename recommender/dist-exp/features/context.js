/** Baskets and products of one context that count: the newest. Whoever has 10,000 orders is known well enough by 400. */
const MOST_BASKETS = 400;
const MOST_HELD = 600;
/** The products of a context, the newest first. @param halfLifeDays the usual half-life of personal frequency */
export const heldIn = ({ baskets, now }, halfLifeDays) => {
    const held = new Map();
    const oldest = Math.max(0, baskets.length - MOST_BASKETS);
    for (let at = baskets.length - 1; at >= oldest; at--) {
        const basket = baskets[at];
        if (!basket)
            continue;
        const daysAgo = Math.max(0, now - basket.day);
        const halves = daysAgo / halfLifeDays;
        const stepsAgo = baskets.length - 1 - at;
        const [in3, in5, in10] = [stepsAgo < 3 ? 1 : 0, stepsAgo < 5 ? 1 : 0, stepsAgo < 10 ? 1 : 0];
        const [short, usual, long] = [2 ** (-4 * halves), 2 ** -halves, 2 ** (-halves / 4)];
        for (const item of basket.items) {
            const known = held.get(item);
            if (known) {
                known.times++;
                known.firstDaysAgo = daysAgo;
                known.firstStepsAgo = stepsAgo;
                known.ofLast3 += in3;
                known.ofLast5 += in5;
                known.ofLast10 += in10;
                known.short += short;
                known.usual += usual;
                known.long += long;
            }
            else if (held.size < MOST_HELD) {
                held.set(item, {
                    ...{ item, times: 1, stepsAgo, daysAgo, firstDaysAgo: daysAgo, firstStepsAgo: stepsAgo },
                    ...{ ofLast3: in3, ofLast5: in5, ofLast10: in10, short, usual, long },
                });
            }
        }
    }
    return [...held.values()];
};
//# sourceMappingURL=context.js.map