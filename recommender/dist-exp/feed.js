import { followLog, toRecorded, waitForShop } from '@storefold/platform';
import { servedEventTypes } from './serving/knowledge.js';
/** Small enough that a question waits some tens of milliseconds at most while history is folded. */
const MOST_PER_BATCH = 100;
/**
 * Folds the log into what is known from its first event, and goes on with what is appended. An event that cannot be read is left out,
 * counted, and told by its place in the log: one of many facts that recommendations rest on is missing then, and the shop's
 * pages are not to go without them for it.
 */
export const startFeed = (client, knowledge, now, logger, unreadable = () => undefined) => {
    const stop = new AbortController();
    let shop;
    let builtAt;
    let caughtUp = false;
    let failure;
    let events = 0;
    const read = (entry) => {
        try {
            return [toRecorded(entry)];
        }
        catch (error) {
            unreadable();
            const { type, streamId, position } = entry;
            logger.error({ err: error, type, streamId, position: position.commit.toString() }, 'an event cannot be read; left out');
            return [];
        }
    };
    const run = async () => {
        shop = await waitForShop(client, stop.signal);
        const startedAt = now().getTime();
        await followLog({
            client,
            from: undefined,
            eventTypes: servedEventTypes,
            maxBatch: MOST_PER_BATCH,
            signal: stop.signal,
            logger,
            onBatch: (entries, considered) => {
                knowledge.apply(entries.flatMap(read), considered);
                events += entries.length;
                builtAt = now().toISOString();
                return Promise.resolve();
            },
            onCaughtUp: () => {
                if (!caughtUp)
                    logger.info({ events, ms: now().getTime() - startedAt }, 'history is folded');
                caughtUp = true;
                // A log without an event for us is known to its end, too.
                builtAt ??= now().toISOString();
            },
        });
    };
    const running = run().catch((error) => {
        if (stop.signal.aborted)
            return;
        failure = error instanceof Error ? error.message : String(error);
        logger.error({ err: error }, 'following the log ended; recommendations stay as they are until a restart');
    });
    return {
        shop: () => shop,
        builtAt: () => builtAt,
        missing: () => {
            if (failure !== undefined)
                return `following the log ended: ${failure}`;
            if (shop === undefined)
                return 'no shop is open on this log yet, or the event store cannot be reached';
            return caughtUp ? undefined : `history is being folded: ${events.toString()} events so far`;
        },
        close: async () => {
            stop.abort();
            await running;
        },
    };
};
//# sourceMappingURL=feed.js.map