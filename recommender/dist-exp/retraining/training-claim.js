import { setTimeout as sleep } from 'node:timers/promises';
/** Told so many times before it would be over: one that is not heard does no harm. */
const TIMES = 3;
/** Keeps a training claimed while whoever trains is alive: who dies is not waited for longer than a lease. @returns ends it */
export const keepClaim = ({ leaseMs, startedMs, elapsed, tell, lost, logger }) => {
    const stop = new AbortController();
    const { signal } = stop;
    const beganMs = elapsed();
    const keep = async () => {
        for (;;) {
            await sleep(leaseMs / TIMES, undefined, { signal, ref: false }).catch(() => undefined);
            if (signal.aborted)
                return;
            try {
                if (await tell(new Date(startedMs + elapsed() - beganMs + leaseMs).toISOString()))
                    continue;
                lost();
                return;
            }
            catch (error) {
                logger.warn({ err: error }, 'the log cannot be told that a training goes on; it is told again');
            }
        }
    };
    const keeping = keep();
    return async () => {
        stop.abort();
        await keeping;
    };
};
//# sourceMappingURL=training-claim.js.map