/**
 * Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay", ICDE 2009): what happened at `day` weighs
 * 2^((day - landmark) / halfLife). Only relations between weights mean anything, so nothing ages and nothing is swept.
 *
 * @param halfLifeDays Infinity weighs everything alike
 * @param landmark the day that weighs 1; the end of the history keeps all weights at or below 1
 */
export declare const forwardDecay: (halfLifeDays: number, landmark: number) => ((day: number) => number);
//# sourceMappingURL=decay.d.ts.map