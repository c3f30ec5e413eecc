import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decideInLog, readModels } from '../models/model-log.js';
import { LOST } from '../models/models-decider.js';
import { CODE_VERSION } from '../training/trained-model.js';
import { ChampionRestorer } from './champion-restorer.js';
import { Pace } from './pace.js';
import { keepClaim } from './training-claim.js';
import { runTraining } from './training-run.js';
import { whenToTrain } from './when-to-train.js';
/** How a training ended, for counting: a model was promoted or refused by it, or one was trained and no more. */
export const outcomes = ['promoted', 'refused', 'trained', 'failed', 'too-late'];
const LOOK_MS = 1_000;
/** Beyond the limit of a training, for putting its model away and telling of it. */
const MARGIN_MS = 30_000;
const RETRY_TELLING_MS = 1_000;
/** An import of which nothing came for so long is over. */
const IMPORT_OVER_MS = 15_000;
/** Drift is measured anew after so many orders: it takes some milliseconds of the thread that serves. */
const DRIFT_EACH = 50;
const itself = { kind: 'system', id: 'recommender' };
/**
 * Trains when it is time to (see `when-to-train.ts`), in a thread, and tells the log what came of it. Of several processes
 * one trains: a training is claimed in the log, by whoever is first, for a short while that is told anew as long as it goes
 * on. A process that is killed leaves its claim behind; who has heard nothing for that while says so, and trains anew.
 */
export class Retrainer {
    #parts;
    #restorer;
    #pace = new Pace();
    #stop = new AbortController();
    #timer;
    #looking;
    #training;
    /** What was last read of the stream of models, which grows for ever: only what came since is read. */
    #known;
    #waits;
    #progress;
    #shadow;
    /** What was last heard of trainings, and when, by a clock that never goes back. */
    #heard = { what: '', atMs: 0 };
    #drift = { at: '', value: undefined };
    constructor(parts) {
        this.#parts = parts;
        this.#restorer = new ChampionRestorer(parts, this.#stop.signal);
        this.#timer = setInterval(() => {
            this.#look();
        }, LOOK_MS).unref();
    }
    /** A new model that answers beside the champion before it is judged. */
    get shadow() {
        return this.#shadow;
    }
    status() {
        const { ordersSince, drift } = this.#facts(this.#parts.inForce.state());
        return { waitsFor: this.#waits?.why, progress: this.#progress, ordersSince, drift };
    }
    /** Trains because somebody asks for it: at once, whatever the rules say, but for the least to learn from. */
    async ask(actor) {
        const { trade, ready } = this.#parts;
        if (!ready())
            return { refusal: 'not-ready', detail: 'History is being folded; ask again when the service is ready.' };
        if (trade.missing !== undefined)
            return { refusal: 'too-little-to-learn-from', detail: trade.missing };
        if (this.#training)
            return { refusal: 'training-runs', detail: 'A training runs in this very process.' };
        return this.#claim('asked', await this.#models(), actor);
    }
    async close() {
        clearInterval(this.#timer);
        this.#stop.abort();
        await this.#looking;
        await this.#training;
    }
    #look() {
        if (this.#looking || this.#training || this.#stop.signal.aborted || !this.#parts.ready())
            return;
        if (this.#pace.measure(performance.now(), this.#parts.trade.placed) === undefined)
            return;
        this.#looking = this.#act()
            .catch((error) => {
            const why = error instanceof Error ? error.message : String(error);
            this.#wait({ for: 'log', why: `the log of the models cannot be reached: ${why}` });
        })
            .finally(() => {
            this.#looking = undefined;
        });
    }
    async #act() {
        const { inForce } = this.#parts;
        if (await this.#restorer.restore())
            return;
        // Cheap first: what the follower knows is enough to go on waiting.
        const first = this.#decide(inForce.state());
        if (first.kind === 'wait') {
            this.#wait(first);
            return;
        }
        const state = await this.#models();
        const decision = this.#decide(state);
        if (decision.kind === 'wait')
            this.#wait(decision);
        else if (decision.kind === 'give-up') {
            const { trainingId, heardUntil } = decision;
            await this.#tell({ type: 'GiveUpTraining', trainingId, reason: LOST, failedAt: this.#at(), heardUntil });
            this.#parts.ended('too-late');
        }
        else {
            const claimed = await this.#claim(decision.cause, state, itself);
            if ('refusal' in claimed)
                this.#wait({ for: 'training', why: claimed.detail });
        }
    }
    #decide(state) {
        return whenToTrain(this.#parts.settings.policy, this.#facts(state), CODE_VERSION);
    }
    #facts(models) {
        const { trade, now } = this.#parts;
        const nowMs = now().getTime();
        // On a busy machine an import may be as slow as a shop that trades; but its orders say that they are of another's books.
        const pouring = this.#pace.pouring || nowMs - trade.importedMs < IMPORT_OVER_MS;
        const trainedTo = BigInt(models.lastTrained?.position ?? -1);
        const at = `${trainedTo.toString()} ${Math.floor(trade.placed / DRIFT_EACH).toString()}`;
        if (this.#drift.at !== at)
            this.#drift = { at, value: trade.driftSince(trainedTo) };
        const { running, endedAt = '' } = models;
        const what = [running?.trainingId, running?.until, endedAt].join(' ');
        if (what !== this.#heard.what)
            this.#heard = { what, atMs: performance.now() };
        const challenger = models.trained.get(models.awaiting ?? '');
        const waits = challenger?.codeVersion === CODE_VERSION && challenger.erased === trade.erased;
        return {
            silentMs: performance.now() - this.#heard.atMs,
            judges: waits ? trade.returningSince(BigInt(challenger.position)) : undefined,
            ...{ nowMs, models, erased: trade.erased, missing: trade.missing },
            ...{ ordersSince: trade.ordersSince(trainedTo), drift: this.#drift.value, pouring },
        };
    }
    #wait(waits) {
        if (waits.for !== this.#waits?.for)
            this.#parts.logger.info({ why: waits.why }, 'no training begins');
        this.#waits = waits;
    }
    async #claim(cause, state, actor) {
        const { settings, now, logger } = this.#parts;
        const trainingId = randomUUID();
        const startedMs = now().getTime();
        const until = new Date(startedMs + settings.policy.leaseMs).toISOString();
        const training = { trainingId, cause, startedAt: new Date(startedMs).toISOString(), until };
        const command = { type: 'StartTraining', after: { endedAt: state.endedAt }, ...training };
        const decided = await this.#decided(command, this.#who(actor));
        if ('refusal' in decided)
            return decided;
        this.#waits = undefined;
        logger.info({ trainingId, cause, until }, 'a training begins');
        this.#training = this.#train(training, decided.state).finally(() => {
            this.#training = undefined;
            this.#progress = undefined;
        });
        return { trainingId };
    }
    async #train(training, models) {
        const { eventStoreUrl, shelf, settings, job, now, logger, inForce } = this.#parts;
        const { trainingId } = training;
        const lost = new AbortController();
        const longestMs = performance.now() + settings.timeoutMs + settings.shadowMs + MARGIN_MS;
        const endClaim = keepClaim({
            ...{ leaseMs: settings.policy.leaseMs, startedMs: Date.parse(training.startedAt), logger },
            elapsed: () => performance.now(),
            tell: async (until) => 'events' in (await this.#decided({ type: 'ContinueTraining', trainingId, until })),
            lost: () => {
                lost.abort();
            },
        });
        const command = await runTraining(training, models, {
            ...{ eventStoreUrl, shelf, settings, job, now, signal: AbortSignal.any([this.#stop.signal, lost.signal]) },
            onProgress: (what) => {
                this.#progress = what;
            },
            watch: (shadow) => {
                this.#shadow = shadow;
            },
        });
        const told = await this.#tell(command, longestMs);
        await endClaim();
        if (!told)
            return;
        if ('refusal' in told || (lost.signal.aborted && told.events.length === 0)) {
            logger.warn({ trainingId }, 'a training ended too late: nothing was heard of it in its time');
            this.#parts.ended('too-late');
            return;
        }
        const outcome = outcomeOf(command, told.events.map(({ type }) => type));
        const reason = told.events.flatMap(({ data }) => ('reason' in data ? data.reason : [])).at(-1);
        if (outcome === 'failed')
            logger.warn({ trainingId, reason }, 'a training failed; the old model serves on');
        else
            logger.info({ trainingId, outcome, reason }, 'a training ended');
        this.#parts.ended(outcome);
        inForce.look();
    }
    #decided(command, who = this.#who(itself)) {
        return decideInLog(this.#parts.client, command, who, this.#known);
    }
    async #models() {
        this.#known = await readModels(this.#parts.client, this.#known);
        return this.#known.state;
    }
    /** Tells the log, again and again while it cannot be reached. @param untilMs when to give that up, by `performance.now` */
    async #tell(command, untilMs = 0) {
        const who = this.#who(itself);
        for (;;) {
            try {
                return await this.#decided(command, who);
            }
            catch (error) {
                const over = this.#stop.signal.aborted || performance.now() > untilMs;
                this.#parts.logger.warn({ err: error, over }, 'the log cannot be told what came of a training');
                if (over)
                    return undefined;
                await sleep(RETRY_TELLING_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
            }
        }
    }
    #who(actor) {
        return { actor, commandId: randomUUID(), at: this.#at() };
    }
    #at() {
        return this.#parts.now().toISOString();
    }
}
const outcomeOf = (command, types) => {
    if (command.type === 'GiveUpTraining')
        return 'failed';
    if (types.includes('ModelPromoted'))
        return 'promoted';
    return types.includes('ModelRefused') ? 'refused' : 'trained';
};
//# sourceMappingURL=retrainer.js.map