import { HistoryBuilder } from '../history/history-builder.js';
import { seededRandom } from '../features/random.js';
const GROUPS = 8;
const PER_GROUP = 12;
/**
 * A shop with known tastes: 96 items in eight groups; each user likes one group, buys mostly of it, comes back for what
 * they had, and after item n of a group often takes item n + 1.
 */
export const shopOfSpec = ({ users = 120, days = 240, timed = true, sessions = false } = {}) => {
    const random = seededRandom(7);
    const whole = (below) => Math.floor(random() * below);
    const builder = new HistoryBuilder();
    const rows = [];
    for (let user = 0; user < users; user++) {
        const group = user % GROUPS;
        let day = sessions ? whole(days) : whole(30);
        let last = whole(PER_GROUP);
        for (let visit = 0; sessions ? visit < 3 + (user % 4) : day < days; visit++) {
            const size = sessions ? 1 : 1 + whole(3);
            for (let at = 0; at < size; at++) {
                const liked = random() < 0.85 ? group : whole(GROUPS);
                const follows = random() < 0.5;
                last = follows ? (last + 1) % PER_GROUP : whole(PER_GROUP);
                rows.push({
                    user: `u${user.toString()}`,
                    item: `g${liked.toString()}-${last.toString()}`,
                    day,
                    basket: `${user.toString()}-${visit.toString()}`,
                });
            }
            day += sessions ? 0.01 : 5 + whole(20);
        }
    }
    rows.sort((a, b) => a.day - b.day);
    for (const { user, item, day, basket } of rows) {
        const timeMs = timed ? Date.UTC(2024, 0, 1) + Math.round(day * 86_400_000) : undefined;
        builder.add({ user, item, timeMs, basket, text: `thing of ${item.slice(0, 2)} number ${item}` });
    }
    return builder.build();
};
/** A history from words: each basket is `user@day: item item`. */
export const historyOf = (...baskets) => {
    const builder = new HistoryBuilder();
    for (const [index, basket] of baskets.entries()) {
        const [who = '', what = ''] = basket.split(': ');
        const [user = '', day = '0'] = who.split('@');
        for (const item of what.split(' '))
            builder.add({ user, item, timeMs: Number(day) * 86_400_000, basket: index.toString() });
    }
    return builder.build();
};
//# sourceMappingURL=shop-of-spec.js.map