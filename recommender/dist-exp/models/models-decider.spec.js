import { expect } from 'chai';
import { decideModels, evolveModels, LOST, neededModels, noModels, } from './models-decider.js';
const nobody = '0'.repeat(64);
const ann = '1'.repeat(64);
const id = (letter) => letter.repeat(64);
const [a, b, c] = [id('a'), id('b'), id('c')];
const at = (minute) => `2026-01-01T00:${minute.toString().padStart(2, '0')}:00.000Z`;
const model = (modelId, more = {}) => ({
    ...{ modelId, trainingId: `training-${modelId.slice(0, 1)}`, cause: 'orders', logId: 'log', position: '7', seed: 1 },
    ...{
        codeVersion: '1',
        erased: nobody,
        orders: 9,
        products: 9,
        bytes: 9,
        ndcg10: { all: 0.3, new: 0.1 },
        trainedAt: at(5),
    },
    ...more,
});
const compared = (challenger, champion, high = 0.1) => ({
    ...{ modelId: b, championId: a, from: at(0), to: at(5), users: 100 },
    ...{ champion: { all: champion, new: 0.1 }, challenger: { all: challenger, new: 0.1 } },
    difference: {
        all: { low: -0.2, mean: challenger - champion, high },
        new: { low: -0.1, mean: 0, high: 0.1 },
    },
});
const fold = (events, from = noModels) => events.reduce(evolveModels, from);
const eventsOf = (command, state) => {
    const decision = decideModels(command, state);
    if ('refusal' in decision)
        throw new Error(decision.refusal);
    return decision.events;
};
const after = (...commands) => commands.reduce((state, command) => fold(eventsOf(command, state), state), noModels);
const start = (letter) => ({
    ...{ type: 'StartTraining', trainingId: `training-${letter}`, cause: 'orders', startedAt: at(0), until: at(20) },
});
const report = (trained, comparison) => ({
    ...{ type: 'ReportModel', model: trained, comparison },
});
const alone = [start('a'), report(model(a), { none: 'no champion' })];
/** The challenger that waits is judged as the next model is trained. */
const waiting = [...alone, start('b'), report(model(b), { none: 'nothing to compare' })];
const two = [...waiting, start('c'), report(model(c), compared(0.31, 0.3))];
const typesOf = (events) => events.map(({ type }) => type);
const refusalOf = (command, state) => {
    const decision = decideModels(command, state);
    return 'refusal' in decision ? decision.refusal : undefined;
};
describe("the recommender's models", () => {
    it('have the first as champion, and the next one beside it until it is judged by what came after it', () => {
        expect(after(...alone)).to.deep.include({ champion: a, earlier: [], awaiting: undefined });
        expect(after(...waiting)).to.deep.include({ champion: a, challenger: b, awaiting: b });
        const state = after(...waiting, start('c'));
        const events = eventsOf(report(model(c), compared(0.31, 0.3)), state);
        expect(typesOf(events)).to.deep.equal(['ChallengerComparedWithChampion', 'ModelPromoted', 'ModelTrained']);
        expect(fold(events, state)).to.deep.include({ champion: b, earlier: [a], challenger: c, awaiting: c });
        expect(typesOf(eventsOf(report(model(c), compared(0.299, 0.3)), state))).to.include('ModelPromoted');
    });
    it('refuse a worse challenger with its figures; the newer one waits in its place', () => {
        for (const comparison of [compared(0.29, 0.3, 0.002), compared(0.2999, 0.3, -0.00001)]) {
            const state = after(...waiting, start('c'));
            const events = eventsOf(report(model(c), comparison), state);
            expect(typesOf(events)).to.deep.equal(['ChallengerComparedWithChampion', 'ModelRefused', 'ModelTrained']);
            expect(JSON.stringify(events[1])).to.contain('against 0.3000').and.to.contain('100 users');
            expect(fold(events, state)).to.deep.include({ champion: a, challenger: c, awaiting: c, running: undefined });
        }
    });
    it('do not call worse what chance alone may do', () => {
        const state = after(...waiting, start('c'));
        expect(typesOf(eventsOf(report(model(c), compared(0.29, 0.3, 0.02)), state))).to.include('ModelPromoted');
    });
    it('refuse one that could not be compared, or was compared with another champion', () => {
        const state = after(...waiting, start('c'));
        const types = ['ModelRefused', 'ModelTrained'];
        expect(typesOf(eventsOf(report(model(c), { none: 'too few users' }), state))).to.deep.equal(types);
        const other = { ...compared(0.9, 0.1), championId: c };
        expect(typesOf(eventsOf(report(model(c), other), state))).to.deep.equal(types);
        // The same model made again knows nothing newer: it goes on waiting.
        const again = report(model(b, { trainingId: 'training-c' }), { none: 'too few users' });
        expect(fold(eventsOf(again, state), state)).to.deep.include({ champion: a, awaiting: b });
    });
    it('let no champion stay that knows an erased customer, nor go back to it', () => {
        const state = after(...waiting, start('c'));
        const trained = model(c, { cause: 'erasure', erased: ann });
        for (const comparison of [{ none: 'too few users' }, compared(0.9, 0.3)]) {
            const events = eventsOf(report(trained, comparison), state);
            expect(typesOf(events)).to.deep.equal(['ModelRefused', 'ModelTrained', 'ModelPromoted']);
            const next = fold(events, state);
            expect(next).to.deep.include({ champion: c, earlier: [], awaiting: undefined });
            expect(refusalOf({ type: 'RollBackModel', modelId: c, reason: 'odd' }, next)).to.equal('nothing-before-it');
            expect(refusalOf({ type: 'PromoteModel', modelId: b, reason: 'odd' }, next)).to.equal('holds-erased-customers');
        }
    });
    it('go back to the champion before by one event, and a repeat goes no further', () => {
        const promote = { type: 'PromoteModel', modelId: c, reason: 'sooner' };
        const state = after(...two, promote);
        const back = { type: 'RollBackModel', modelId: c, reason: 'too many mugs' };
        const events = eventsOf(back, state);
        expect(events).to.deep.equal([
            { type: 'ModelRolledBack', data: { modelId: c, restoredId: b, reason: 'too many mugs' } },
        ]);
        const next = fold(events, state);
        expect(next).to.deep.include({ champion: b, earlier: [a], challenger: c, awaiting: undefined });
        expect(eventsOf(back, next)).to.deep.equal([]);
        expect(refusalOf({ ...back, modelId: a }, next)).to.equal('not-the-champion');
    });
    it('judge the one that waits, and not the one that was taken back', () => {
        const state = after(...two, { type: 'RollBackModel', modelId: b, reason: 'too many mugs' });
        expect(state).to.deep.include({ champion: a, challenger: c, awaiting: c });
    });
    it('are promoted by a person, if they were ever trained', () => {
        const state = after(...two);
        expect(fold(eventsOf({ type: 'PromoteModel', modelId: a, reason: 'better for tea' }, state), state)).to.deep.include({
            ...{ champion: a, earlier: [b] },
        });
        expect(eventsOf({ type: 'PromoteModel', modelId: b, reason: 'again' }, state)).to.deep.equal([]);
        expect(refusalOf({ type: 'PromoteModel', modelId: id('d'), reason: 'try' }, state)).to.equal('no-such-model');
    });
    it('are trained one at a time, until a moment at the latest', () => {
        const state = after(start('a'));
        expect(eventsOf(start('a'), state)).to.deep.equal([]);
        expect(refusalOf(start('b'), state)).to.equal('training-runs');
        const later = {
            ...start('b'),
            type: 'StartTraining',
            trainingId: 'training-b',
            cause: 'orders',
            startedAt: at(20),
            until: at(40),
        };
        const next = fold(eventsOf(later, state), state);
        expect(refusalOf(report(model(a), { none: 'no champion' }), next)).to.equal('training-not-running');
    });
    it('stay claimed while it is told that they go on, and by nobody else', () => {
        const goOn = { type: 'ContinueTraining', trainingId: 'training-a', until: at(30) };
        const state = after(start('a'), goOn);
        expect(state.running).to.deep.include({ trainingId: 'training-a', until: at(30) });
        expect(eventsOf(goOn, state)).to.deep.equal([]);
        expect(refusalOf({ ...goOn, trainingId: 'training-b' }, state)).to.equal('training-not-running');
        // Whoever heard nothing since is told of something newer, and does not end it.
        const give = { type: 'GiveUpTraining', trainingId: 'training-a', reason: LOST, failedAt: at(25) };
        expect(eventsOf({ ...give, heardUntil: at(20) }, state)).to.deep.equal([]);
        expect(typesOf(eventsOf({ ...give, heardUntil: at(30) }, state))).to.deep.equal(['ModelTrainingFailed']);
    });
    it('are told to have failed where nothing was heard of them in their time', () => {
        const late = {
            ...{ type: 'StartTraining', trainingId: 'training-b', cause: 'orders', startedAt: at(20), until: at(40) },
        };
        const events = eventsOf(late, after(start('a')));
        expect(typesOf(events)).to.deep.equal(['ModelTrainingFailed', 'ModelTrainingStarted']);
        expect(events[0]?.data).to.include({ trainingId: 'training-a', reason: LOST, failedAt: at(20) });
        expect(fold(events)).to.deep.include({ failures: 1 });
    });
    it('are not begun by whoever does not know how the last one ended', () => {
        const begin = (endedAt) => ({
            ...{ type: 'StartTraining', trainingId: 'training-b', cause: 'orders', startedAt: at(20), until: at(40) },
            after: { endedAt },
        });
        expect(refusalOf(begin(undefined), after(...alone))).to.equal('trained-meanwhile');
        const [started] = eventsOf(begin(at(5)), after(...alone));
        expect(started?.data).to.deep.equal({
            ...{ trainingId: 'training-b', cause: 'orders', startedAt: at(20), until: at(40) },
        });
    });
    it('of other code replace a champion that cannot serve any more', () => {
        const newer = report(model(b, { codeVersion: '2' }), { none: 'its file cannot be read' });
        const events = eventsOf(newer, after(...alone, start('b')));
        expect(typesOf(events)).to.deep.equal(['ModelTrained', 'ModelPromoted']);
    });
    it('count failures in a row, and a repeat changes nothing', () => {
        const give = {
            type: 'GiveUpTraining',
            trainingId: 'training-a',
            reason: 'too short',
            failedAt: at(1),
        };
        const state = after(start('a'), give);
        expect(state).to.deep.include({ failures: 1, running: undefined, endedAt: at(1) });
        expect(eventsOf(give, state)).to.deep.equal([]);
        const done = after(...alone);
        expect(done.failures).to.equal(0);
        expect(eventsOf(report(model(a), { none: 'no champion' }), done)).to.deep.equal([]);
    });
    it('are kept as far as they are needed: champion, what waits, what can be gone back to, and the newest', () => {
        const hex = (n) => n.toString(16).padStart(64, '0');
        let state = after(...alone);
        for (let n = 1; n <= 300; n++) {
            const trainingId = `training-${n.toString()}`;
            const events = [
                { type: 'ModelTrained', data: model(hex(n), { trainingId }) },
                ...(n % 10 === 0 && n <= 260
                    ? [{ type: 'ModelPromoted', data: { modelId: hex(n), replacedId: null, reason: 'x' } }]
                    : []),
            ];
            state = fold(events, state);
        }
        expect([state.trained.size, state.earlier.length]).to.deep.equal([200, 20]);
        for (const id of [hex(260), hex(250), hex(60), hex(300)])
            expect(state.trained.has(id), id).to.equal(true);
        expect(state.trained.has(hex(1))).to.equal(false);
        // The one that a champion went on from is made anew by what is known of it here.
        let warm = fold([{ type: 'ModelTrained', data: model(b, { warmFrom: a }) }], after(...alone));
        warm = fold([{ type: 'ModelPromoted', data: { modelId: b, replacedId: null, reason: 'x' } }], warm);
        warm = { ...warm, earlier: [] };
        for (let n = 1; n <= 300; n++)
            warm = fold([{ type: 'ModelTrained', data: model(hex(n)) }], warm);
        expect([warm.trained.has(a), warm.trained.has(b)]).to.deep.equal([true, true]);
    });
    it('need the files of champion, the one before and the challenger', () => {
        expect(neededModels(after(...two))).to.deep.equal([b, a, c]);
        expect(neededModels(noModels)).to.deep.equal([]);
        const warm = fold([{ type: 'ModelTrained', data: model(b, { warmFrom: a }) }], noModels);
        const serves = fold([{ type: 'ModelPromoted', data: { modelId: b, replacedId: null, reason: 'x' } }], warm);
        expect(neededModels(serves)).to.deep.equal([b, a]);
    });
});
//# sourceMappingURL=models-decider.spec.js.map