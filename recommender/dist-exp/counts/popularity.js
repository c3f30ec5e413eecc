import { basketCount, basketsByItem, itemsOf } from '../history/history.js';
const YEAR_DAYS = 364;
const SEASON_DAYS = 28;
const MONTH_DAYS = 28;
const REPEAT_DOUBT = 10;
/** The share who take a thing again within 28 days, where nobody could yet. */
const USUAL_AGAIN = 0.1;
/** @param now days since 1970 that count as today: the end of the history */
export const itemFacts = (history, now) => {
    const items = history.itemNames.length;
    const column = () => new Float32Array(items);
    const facts = {
        ...{ week: column(), month: column(), quarter: column(), ever: column(), lastYear: column() },
        ...{ firstDaysAgo: column(), lastDaysAgo: column(), repeatShare: column() },
        ...{ fortnight: column(), monthBefore: column(), newcomers: column(), repeatNow: column() },
    };
    const add = (to, item) => {
        to[item] = (to[item] ?? 0) + 1;
    };
    for (let basket = 0; basket < basketCount(history); basket++) {
        const ago = now - (history.days[basket] ?? 0);
        const season = history.timed && ago > YEAR_DAYS - SEASON_DAYS && ago <= YEAR_DAYS;
        for (const item of itemsOf(history, basket)) {
            if (facts.ever[item] === 0)
                facts.firstDaysAgo[item] = ago;
            facts.lastDaysAgo[item] = ago;
            add(facts.ever, item);
            if (ago <= 7)
                add(facts.week, item);
            if (ago <= 14)
                add(facts.fortnight, item);
            if (ago <= MONTH_DAYS)
                add(facts.month, item);
            else if (ago <= 2 * MONTH_DAYS)
                add(facts.monthBefore, item);
            if (ago <= 90)
                add(facts.quarter, item);
            if (season)
                add(facts.lastYear, item);
        }
    }
    fillRepeatShare(history, facts.ever, facts.repeatShare);
    fillOfLate(history, now, facts);
    return facts;
};
const fillRepeatShare = (history, ever, share) => {
    const byItem = basketsByItem(history);
    const seenBy = new Int32Array(history.userNames.length).fill(-1);
    let repeats = 0;
    for (let item = 0; item < share.length; item++)
        for (let at = byItem.starts[item] ?? 0; at < (byItem.starts[item + 1] ?? 0); at++) {
            const user = history.users[byItem.values[at] ?? 0] ?? 0;
            if (seenBy[user] === item) {
                share[item] = (share[item] ?? 0) + 1;
                repeats++;
            }
            else
                seenBy[user] = item;
        }
    const usual = repeats / Math.max(1, history.items.length);
    for (let item = 0; item < share.length; item++)
        share[item] = ((share[item] ?? 0) + REPEAT_DOUBT * usual) / ((ever[item] ?? 0) + REPEAT_DOUBT);
};
/** What the users of the last 28 days did with each item: took it for the first time, again, or not. */
const fillOfLate = (history, now, { newcomers, repeatNow }) => {
    const byItem = basketsByItem(history);
    const agoOf = (basket) => now - (history.days[basket] ?? 0);
    const users = history.userNames.length;
    const active = new Uint8Array(users);
    for (const [basket, user] of history.users.entries())
        if (agoOf(basket) <= MONTH_DAYS)
            active[user] = 1;
    // The last item with which a user was met: before the month, and in it.
    const before = new Int32Array(users).fill(-1);
    const within = new Int32Array(users).fill(-1);
    const had = new Float64Array(repeatNow.length);
    let allHad = 0;
    let allAgain = 0;
    for (let item = 0; item < repeatNow.length; item++)
        for (let at = byItem.starts[item] ?? 0; at < (byItem.starts[item + 1] ?? 0); at++) {
            const basket = byItem.values[at] ?? 0;
            const user = history.users[basket] ?? 0;
            if (active[user] === 0)
                continue;
            if (agoOf(basket) > MONTH_DAYS) {
                if (before[user] === item)
                    continue;
                before[user] = item;
                had[item] = (had[item] ?? 0) + 1;
                allHad++;
            }
            else if (within[user] !== item) {
                within[user] = item;
                if (before[user] === item) {
                    repeatNow[item] = (repeatNow[item] ?? 0) + 1;
                    allAgain++;
                }
                else
                    newcomers[item] = (newcomers[item] ?? 0) + 1;
            }
        }
    const usual = (allAgain + 1) / (allHad + 1 / USUAL_AGAIN);
    for (let item = 0; item < repeatNow.length; item++)
        repeatNow[item] = ((repeatNow[item] ?? 0) + REPEAT_DOUBT * usual) / ((had[item] ?? 0) + REPEAT_DOUBT);
};
//# sourceMappingURL=popularity.js.map