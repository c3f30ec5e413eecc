const DAY_MS = 86_400_000;
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
export const steadyTimes = (times) => {
    // Ends of the best rising parts by length, and what stands before each time in its part.
    const ends = [];
    const before = new Int32Array(times.length).fill(-1);
    for (const [at, time] of times.entries()) {
        let low = 0;
        let high = ends.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if ((times[ends[middle] ?? 0] ?? 0) <= time)
                low = middle + 1;
            else
                high = middle;
        }
        before[at] = ends[low - 1] ?? -1;
        ends[low] = at;
    }
    const right = new Uint8Array(times.length);
    for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1)
        right[at] = 1;
    const steady = [...times];
    let next = Infinity;
    const ceiling = new Float64Array(times.length);
    for (let at = times.length - 1; at >= 0; at--) {
        if (right[at] === 1)
            next = times[at] ?? next;
        ceiling[at] = next;
    }
    let last = -Infinity;
    for (const [at, time] of times.entries()) {
        if (right[at] === 1)
            last = time;
        else if (time > (ceiling[at] ?? Infinity) + DAY_MS)
            steady[at] = ceiling[at] ?? time;
        else if (time < last - DAY_MS)
            steady[at] = last;
    }
    return steady;
};
//# sourceMappingURL=steady-times.js.map