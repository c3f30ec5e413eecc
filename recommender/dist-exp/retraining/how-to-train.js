/** Causes that say nothing against what the rankers learned: there is merely more to learn from. */
const MORE_OF_THE_SAME = ['orders', 'schedule'];
/**
 * The model whose rankers a training goes on from: the champion, or the one that it went on from itself; undefined where
 * the next model is to be fitted from nothing, as it is when that was last done `wholeMs` ago, for drift, for an erasure, and
 * when somebody asks. Pure.
 *
 * @param nowMs milliseconds since 1970
 * @param codeVersion of this code
 */
export const modelToGoOnFrom = (cause, { champion, trained }, { nowMs, wholeMs }, codeVersion) => {
    const serves = trained.get(champion ?? '');
    const whole = serves?.warmFrom === undefined ? serves : trained.get(serves.warmFrom);
    if (!MORE_OF_THE_SAME.includes(cause) || whole?.codeVersion !== codeVersion)
        return undefined;
    const agoMs = nowMs - Date.parse(whole.trainedAt);
    // A clock that went back says nothing of how long ago that was.
    return agoMs >= 0 && agoMs < wholeMs ? whole : undefined;
};
//# sourceMappingURL=how-to-train.js.map