/** However often it failed, it is tried again after this long; sooner where an erased customer is still in the model. */
const LONGEST_RETRY_MS = 6 * 3_600_000;
const LONGEST_RETRY_OF_ERASURE_MS = 3_600_000;
/** How long to wait after so many failures in a row, from 1. */
export const retryAfterMs = (failures, { retryMs }, erasure) => Math.min(erasure ? LONGEST_RETRY_OF_ERASURE_MS : LONGEST_RETRY_MS, retryMs * 2 ** Math.min(30, failures - 1));
const wait = (what, why) => ({ kind: 'wait', for: what, why });
const causeOf = ({ everyMs, orders, drift: limit }, { ordersSince, drift }, sinceEndMs) => {
    if (ordersSince >= orders)
        return 'orders';
    if (ordersSince > 0 && drift !== undefined && drift >= limit)
        return 'drift';
    // The same history would give the same model, byte for byte.
    return ordersSince > 0 && sinceEndMs >= everyMs ? 'schedule' : undefined;
};
/**
 * How long ago the last training ended. A clock that went back since, or another machine's that is ahead, would have it end
 * in time to come, and all waiting last until then: then it is as long as nothing was heard.
 */
const sinceEnd = ({ nowMs, silentMs, models: { endedAt } }) => {
    const ms = endedAt === undefined ? Infinity : nowMs - Date.parse(endedAt);
    return ms < 0 ? silentMs : ms;
};
/**
 * Whether to train now, and why. Pure: the same facts give the same answer, whoever asks. An erasure comes before all else,
 * and waits for nothing but the pause after a failure, or after a training for another erasure.
 *
 * @param codeVersion of this code: a champion of other code cannot serve, which is as if there were none
 */
export const whenToTrain = (policy, facts, codeVersion) => {
    const { nowMs, models, silentMs, erased, judges, missing, pouring } = facts;
    const { running, failures, endedAt } = models;
    if (running) {
        const { trainingId, until } = running;
        // By the clock of whoever trains, or by our own: neither has to be right.
        if (Date.parse(until) <= nowMs || silentMs >= policy.leaseMs)
            return { kind: 'give-up', trainingId, heardUntil: until };
        return wait('training', `a training for ${running.cause} runs since ${running.startedAt}`);
    }
    if (missing !== undefined)
        return wait('history', missing);
    const champion = models.champion === undefined ? undefined : models.trained.get(models.champion);
    const usable = champion?.codeVersion === codeVersion;
    const erasure = usable && champion.erased !== erased;
    const sinceEndMs = sinceEnd(facts);
    const left = retryAfterMs(failures, policy, erasure) - sinceEndMs;
    if (failures > 0 && left > 0)
        return wait('retry', `the last ${failures === 1 ? 'training' : `${failures.toString()} trainings`} failed; tried again at ${new Date(nowMs + left).toISOString()}`);
    // Many who leave at once are learned without together: each training would be over when the next of them is gone.
    if (erasure && failures === 0 && models.lastTrained?.cause === 'erasure' && sinceEndMs < policy.pauseMs)
        return wait('pause', 'a customer was erased; others were a moment ago, and both wait for the pause between trainings');
    if (erasure)
        return { kind: 'train', cause: 'erasure' };
    if (pouring)
        return wait('import', 'orders come faster than a shop trades: history is being imported');
    if (!champion)
        return { kind: 'train', cause: 'first' };
    // Processes of two versions beside each other, as while a shop is upgraded, would take turns without a pause.
    const cause = usable ? causeOf(policy, facts, sinceEndMs) : 'first';
    if (cause === undefined)
        return wait('cause', 'nothing asks for a training: neither orders, drift, schedule nor an erasure');
    if (failures === 0 && sinceEndMs < policy.pauseMs)
        return wait('pause', `the last training ended at ${endedAt ?? 'no time'}; the next waits for its pause`);
    if (usable && judges !== undefined && judges < policy.judges)
        return wait('judges', `the newest model waits to be judged by orders that came after it: of ${policy.judges.toString()} customers with a past ${judges.toString()} have ordered since`);
    return { kind: 'train', cause };
};
//# sourceMappingURL=when-to-train.js.map