import { verdictOn } from './verdict.js';
export const noModels = {
    ...{ trained: new Map(), lastTrained: undefined, champion: undefined, earlier: [], takenBack: new Set() },
    ...{ challenger: undefined, awaiting: undefined },
    ...{ running: undefined, failures: 0, endedAt: undefined },
};
/** What is kept of history: a shop that trains each hour for years has no use for all of it, and folds it at each decision. */
const MOST_TRAINED = 200;
const MOST_EARLIER = 20;
const without = (ids, id) => ids.filter((each) => each !== id);
/** Champions that may still be taken back to: none of whose customers was erased since. */
const sameErased = (state, ids, modelId) => {
    const { erased } = state.trained.get(modelId) ?? {};
    return ids.filter((id) => erased === undefined || state.trained.get(id)?.erased === erased).slice(0, MOST_EARLIER);
};
/** With one more; where there are too many, without the oldest that nobody needs. */
const newest = (state, model) => {
    const trained = new Map(state.trained);
    trained.delete(model.modelId);
    trained.set(model.modelId, model);
    const { warmFrom } = state.trained.get(state.champion ?? '') ?? {};
    const needed = new Set([state.champion, warmFrom, state.challenger, state.awaiting, ...state.earlier]);
    for (const id of trained.keys()) {
        if (trained.size <= MOST_TRAINED)
            break;
        if (!needed.has(id))
            trained.delete(id);
    }
    return trained;
};
/** Folds what happened. Never fails: history stands. */
export const evolveModels = (state, event) => {
    switch (event.type) {
        case 'ModelTrainingStarted':
            return { ...state, running: event.data };
        case 'ModelTrainingWentOn': {
            const { running } = state;
            const { trainingId, until } = event.data;
            return running?.trainingId === trainingId ? { ...state, running: { ...running, until } } : state;
        }
        case 'ModelTrainingFailed':
            return { ...state, running: undefined, failures: state.failures + 1, endedAt: event.data.failedAt };
        case 'ModelTrained': {
            const { modelId, trainedAt } = event.data;
            const { champion, challenger, awaiting } = state;
            const waiting = modelId === champion ? { challenger, awaiting } : { challenger: modelId, awaiting: modelId };
            const trained = newest(state, event.data);
            const ended = { running: undefined, failures: 0, endedAt: trainedAt };
            return { ...state, ...waiting, trained, lastTrained: event.data, ...ended };
        }
        case 'ModelPromoted': {
            const { modelId } = event.data;
            const before = without([...(state.champion === undefined ? [] : [state.champion]), ...state.earlier], modelId);
            const [challenger, awaiting] = [state.challenger, state.awaiting].map((id) => (id === modelId ? undefined : id));
            return { ...state, champion: modelId, challenger, awaiting, earlier: sameErased(state, before, modelId) };
        }
        case 'ModelRolledBack': {
            const { modelId, restoredId } = event.data;
            const takenBack = new Set([...state.takenBack, modelId].slice(-MOST_TRAINED));
            return {
                ...state,
                champion: restoredId,
                // One that waits to be judged stays it: what was taken back was.
                challenger: state.awaiting ?? modelId,
                earlier: without(state.earlier, restoredId),
                takenBack,
            };
        }
        case 'ModelRefused':
            return state.awaiting === event.data.modelId ? { ...state, awaiting: undefined } : state;
        case 'ChallengerComparedWithChampion':
            return state;
    }
};
/** Why a training failed that nobody spoke of any more. */
export const LOST = 'nothing was heard of it in its time: whoever trained was killed, or cannot reach the log';
const promoted = (state, modelId, reason) => ({
    type: 'ModelPromoted',
    data: { modelId, replacedId: state.champion ?? null, reason },
});
const refused = (modelId, championId, reason) => ({
    type: 'ModelRefused',
    data: { modelId, championId, reason },
});
/** Why a model must serve without being judged; undefined where it can wait for that. */
const mustServe = (state, model) => {
    if (state.champion === undefined)
        return 'the first model: there was no champion';
    const served = state.trained.get(state.champion);
    if (served && served.codeVersion !== model.codeVersion)
        return `the champion is of code ${served.codeVersion}, which cannot serve here`;
    return served?.erased === model.erased ? undefined : 'the champion knows a customer who is erased';
};
/** What becomes of the challenger that awaited it. */
const judged = (champion, awaiting, comparison, state) => {
    const not = (why) => [refused(awaiting, champion, `not compared: ${why}`)];
    if (state.trained.get(awaiting)?.erased !== state.trained.get(champion)?.erased)
        return not('it knows a customer who is erased');
    if ('none' in comparison)
        return not(comparison.none);
    if (comparison.modelId !== awaiting || comparison.championId !== champion)
        return not('meanwhile another model serves, or another one awaits it');
    const { worse, reason } = verdictOn(comparison);
    return [
        { type: 'ChallengerComparedWithChampion', data: comparison },
        worse ? refused(awaiting, champion, reason) : promoted(state, awaiting, reason),
    ];
};
/**
 * What follows a training: the challenger of before is judged by what happened since it was trained, and the new model
 * becomes the challenger; it serves at once where the champion may not, or cannot, any more.
 */
const report = (state, model, comparison) => {
    const { modelId } = model;
    const trained = { type: 'ModelTrained', data: model };
    const { champion, awaiting } = state;
    const must = champion === modelId ? undefined : mustServe(state, model);
    const over = awaiting === modelId ? undefined : awaiting;
    if (must !== undefined) {
        const passedOver = over === undefined || champion === undefined ? [] : [refused(over, champion, `not compared: ${must}`)];
        return [...passedOver, trained, promoted(state, modelId, must)];
    }
    if (awaiting === undefined || champion === undefined)
        return [trained];
    // The same model again, of which nothing new is known: it waits on.
    if (over === undefined && 'none' in comparison)
        return [trained];
    return [...judged(champion, awaiting, comparison, state), trained];
};
/** Of a training whose time is over and of which nothing was heard, it is said that it failed. */
const overdue = ({ running }, failedAt) => running ? [{ type: 'ModelTrainingFailed', data: { trainingId: running.trainingId, reason: LOST, failedAt } }] : [];
const refuse = (refusal, detail) => ({ refusal, detail });
/**
 * Decides on trainings and models. A repeated command gives no events. Pure: moments come with the command.
 *
 * @returns events, or why not
 */
export const decideModels = (command, state) => {
    switch (command.type) {
        case 'StartTraining': {
            const { type: _, after, ...data } = command;
            const { running } = state;
            if (running?.trainingId === data.trainingId)
                return { events: [] };
            if (running && running.until > data.startedAt)
                return refuse('training-runs', `a training of cause ${running.cause} runs until ${running.until} at the latest`);
            if (after && after.endedAt !== state.endedAt)
                return refuse('trained-meanwhile', `another training ended at ${state.endedAt ?? 'no time'}; look again`);
            return { events: [...overdue(state, data.startedAt), { type: 'ModelTrainingStarted', data }] };
        }
        case 'ContinueTraining': {
            const { trainingId, until } = command;
            if (state.running?.trainingId !== trainingId)
                return refuse('training-not-running', 'nothing was heard of the training in its time, and another one may run');
            return state.running.until === until
                ? { events: [] }
                : { events: [{ type: 'ModelTrainingWentOn', data: { trainingId, until } }] };
        }
        case 'GiveUpTraining': {
            const { trainingId, reason, failedAt, heardUntil } = command;
            const { running } = state;
            if (running?.trainingId !== trainingId || running.until !== (heardUntil ?? running.until))
                return { events: [] };
            return { events: [{ type: 'ModelTrainingFailed', data: { trainingId, reason, failedAt } }] };
        }
        case 'ReportModel': {
            const { model, comparison } = command;
            if (state.trained.get(model.modelId)?.trainingId === model.trainingId)
                return { events: [] };
            if (state.running?.trainingId !== model.trainingId)
                return refuse('training-not-running', 'nothing was heard of the training in its time, and another one may run');
            return { events: report(state, model, comparison) };
        }
        case 'PromoteModel': {
            const { modelId, reason } = command;
            if (state.champion === modelId)
                return { events: [] };
            const model = state.trained.get(modelId);
            if (!model)
                return refuse('no-such-model', `no model ${modelId} was trained here, or many were since: the newest ${MOST_TRAINED.toString()} are known`);
            if (state.champion !== undefined && state.trained.get(state.champion)?.erased !== model.erased)
                return refuse('holds-erased-customers', 'others are erased than when the champion was trained; train a new model');
            return { events: [promoted(state, modelId, reason)] };
        }
        case 'RollBackModel': {
            const { modelId, reason } = command;
            if (state.champion !== modelId) {
                if (state.takenBack.has(modelId))
                    return { events: [] };
                return refuse('not-the-champion', `the champion is ${state.champion ?? 'none'}, not ${modelId}`);
            }
            const [restoredId] = state.earlier;
            if (restoredId === undefined)
                return refuse('nothing-before-it', 'there is no earlier champion that knows no erased customer');
            return { events: [{ type: 'ModelRolledBack', data: { modelId, restoredId, reason } }] };
        }
    }
};
/** The models whose files are needed: the champion, the one it went on from, the one before it, and the newest challenger. */
export const neededModels = ({ champion, earlier, challenger, trained }) => [champion, trained.get(champion ?? '')?.warmFrom, earlier[0], challenger].flatMap((id) => id ?? []);
//# sourceMappingURL=models-decider.js.map