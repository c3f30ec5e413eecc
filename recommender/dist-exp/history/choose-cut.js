import { basketsByUser, listOf } from './history.js';
const MONTH_DAYS = 28;
/** A test window is at most this share of the history. */
const MOST_SHARE = 0.2;
/** Below this share of users who come back, steps within a visit are all there is to foretell. */
const LEAST_RETURNING = 0.3;
/** Just after the newest basket, in days since 1970: a window that ends here holds it. */
export const endOf = (history) => (history.timed ? (history.days.at(-1) ?? 0) + 1e-6 : 0);
/**
 * How a history is to be cut: by 28 days, or a fifth of it where it is short; by the tails of sessions where few users
 * of the last window were seen before it; by each user's last step where there are no times.
 */
export const chooseCut = (history) => {
    if (!history.timed)
        return { protocol: 'last', windowDays: 0 };
    const end = endOf(history);
    const windowDays = Math.min(MONTH_DAYS, MOST_SHARE * (end - (history.days[0] ?? end)));
    const from = end - windowDays;
    const byUser = basketsByUser(history);
    let active = 0;
    let returning = 0;
    for (let user = 0; user < history.userNames.length; user++) {
        const own = listOf(byUser, user);
        if ((history.days[own.at(-1) ?? 0] ?? 0) < from)
            continue;
        active++;
        if ((history.days[own[0] ?? 0] ?? 0) < from)
            returning++;
    }
    return { protocol: returning < LEAST_RETURNING * active ? 'tail' : 'window', windowDays };
};
//# sourceMappingURL=choose-cut.js.map