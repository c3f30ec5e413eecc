/**
 * Sets times right that a clock which jumped has written. What happens live stands in the log in the order in which it happened, so
 * its times rise; the longest rising part is taken for right (Fredman, "On computing the length of longest increasing
 * subsequences", Discrete Mathematics 11, 1975). A time outside of it that lies more than a day before or after its neighbours
 * of that part is drawn up to them; less is the stagger of servers, and stays. One order that is dated a year ahead would
 * otherwise be all that the newest month holds.
 *
 * @param times milliseconds, in the order of the log
 * @returns as many times
 */
export declare const steadyTimes: (times: readonly number[]) => readonly number[];
//# sourceMappingURL=steady-times.d.ts.map