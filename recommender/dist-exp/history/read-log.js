import { followLog, toRecorded } from '@storefold/platform';
import { LogHistory } from './log-history.js';
const eventTypes = ['ProductDefined', 'OrderPlaced', 'OrderCancelled', 'CustomerErased'];
const LONGEST_REASON = 200;
/**
 * Reads what there is to learn from a log, from its first event to where it ends now. A store that is away is waited for. An
 * event that cannot be read is left out and told, as it is where answers are given: one of many facts, for which no training fails.
 *
 * @param upTo events after this position are left out. @default none are
 */
export const readPrefix = async (client, logger, { upTo, onProgress } = {}) => {
    let unreadable = 0;
    let first;
    const read = (entry) => {
        try {
            return [toRecorded(entry)];
        }
        catch (error) {
            unreadable++;
            first ??= { position: entry.position.commit.toString(), why: String(error).slice(0, LONGEST_REASON) };
            return [];
        }
    };
    const stop = new AbortController();
    const log = new LogHistory();
    let events = 0;
    await followLog({
        ...{ client, from: undefined, eventTypes, signal: stop.signal, logger },
        onBatch: (entries) => {
            const recorded = entries.flatMap(read);
            log.apply(upTo === undefined ? recorded : recorded.filter(({ position }) => position <= upTo));
            onProgress?.((events += entries.length));
            return Promise.resolve();
        },
        onCaughtUp: () => {
            stop.abort();
        },
    });
    if (first)
        logger.warn({ unreadable, first }, 'events cannot be read; they are not learned from');
    return log.prefix();
};
//# sourceMappingURL=read-log.js.map