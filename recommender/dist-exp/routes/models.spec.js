import { expect } from 'chai';
import { createLogger, createSessions, startHttpService } from '@storefold/platform';
import { z } from 'zod';
import { decideModels, evolveModels, noModels } from '../models/models-decider.js';
import { trainedOfSpec } from '../testing/models-of-spec.js';
import { modelRoutes } from './models.js';
const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const promoted = (modelId, replacedId) => ({
    ...{ type: 'ModelPromoted', data: { modelId, replacedId, reason: 'why not' } },
});
const history = [
    { type: 'ModelTrained', data: trainedOfSpec(a, 'training-a') },
    promoted(a, null),
    { type: 'ModelTrained', data: trainedOfSpec(b, 'training-b') },
    promoted(b, a),
];
const sessions = createSessions(Buffer.alloc(32, 3));
const staff = (role) => ({
    ...{ kind: 'staff', id: `${role}-1`, login: role, roles: [role] },
});
const problem = z.object({
    code: z.string(),
    detail: z.string(),
    fields: z.array(z.object({ path: z.string() })).optional(),
});
describe('the routes of models', () => {
    let state;
    let actors;
    const services = [];
    const desk = {
        ...{ models: { champion: () => undefined }, state: () => state, complaint: () => 'the file is damaged' },
        training: () => ({ waitsFor: 'nothing asks', progress: undefined, ordersSince: 12, drift: 0.03 }),
        train: (actor) => {
            actors.push(actor.id);
            return Promise.resolve(actors.length === 1 ? { trainingId: 't1' } : { refusal: 'training-runs', detail: 'one runs' });
        },
        decide: (command, actor) => {
            actors.push(actor.id);
            const decision = decideModels(command, state);
            if ('events' in decision)
                state = decision.events.reduce(evolveModels, state);
            return Promise.resolve({ ...decision, state });
        },
        ...{ apply: () => undefined, observing: (observer) => observer, close: () => Promise.resolve() },
    };
    const serve = async (known) => {
        const service = await startHttpService({
            ...{ name: 'recommender', host: '127.0.0.1', port: 0, routes: modelRoutes(known), sessions, ready: {} },
            logger: createLogger('recommender', 'silent'),
        });
        services.push(service);
        return service;
    };
    const ask = async (at, as, path, body) => {
        const token = as && as.kind !== 'anonymous' ? await sessions.issue(as, 60) : undefined;
        const response = await fetch(`http://127.0.0.1:${at.port.toString()}${path}`, {
            method: body === undefined ? 'GET' : 'POST',
            headers: {
                'content-type': 'application/json',
                ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const said = await response.json();
        return { status: response.status, body: said };
    };
    beforeEach(() => {
        state = history.reduce(evolveModels, noModels);
        actors = [];
    });
    afterEach(() => Promise.all(services.splice(0).map((service) => service.close())));
    it('are for staff: clerks and auditors look, administrators decide', async () => {
        const service = await serve(desk);
        const posts = [
            ['/models/train', {}],
            ['/models/promote', { modelId: a, reason: 'better' }],
            ['/models/rollback', { reason: 'odd' }],
        ];
        for (const path of ['/models', '/models/status']) {
            expect((await ask(service, undefined, path)).status, path).to.equal(401);
            expect((await ask(service, { kind: 'shopper', id: 'ann' }, path)).status, path).to.equal(403);
            for (const role of ['clerk', 'auditor'])
                expect((await ask(service, staff(role), path)).status, path).to.equal(200);
        }
        for (const [path, body] of posts) {
            expect((await ask(service, undefined, path, body)).status, path).to.equal(401);
            expect((await ask(service, staff('clerk'), path, body)).status, path).to.equal(403);
        }
        expect(actors).to.deep.equal([]);
    });
    it('tell the models, the newest first, and how training stands', async () => {
        const service = await serve(desk);
        const { body } = await ask(service, staff('clerk'), '/models');
        const shape = z.object({ models: z.array(z.looseObject({ modelId: z.string(), role: z.string() })) });
        expect(shape.parse(body).models.map(({ modelId, role }) => [modelId, role])).to.deep.equal([
            [b, 'champion'],
            [a, 'other'],
        ]);
        expect((await ask(service, staff('clerk'), '/models/status')).body).to.deep.include({
            ...{ champion: b, challenger: null, running: null, failures: 0, complaint: 'the file is damaged' },
            ...{ trainsByItself: true, waitsFor: 'nothing asks', ordersSince: 12, drift: 0.03 },
        });
    });
    it('train, roll back and promote in the name of whoever asks, and say why not', async () => {
        const service = await serve(desk);
        const olga = staff('administrator');
        expect(await ask(service, olga, '/models/train', {})).to.deep.equal({ status: 202, body: { trainingId: 't1' } });
        const again = await ask(service, olga, '/models/train', {});
        expect([again.status, problem.parse(again.body).code]).to.deep.equal([409, 'training-runs']);
        const back = await ask(service, olga, '/models/rollback', { reason: 'odd' });
        expect(back).to.deep.equal({ status: 200, body: { champion: a, changed: true } });
        // Named, a repeat goes no further back.
        const repeat = await ask(service, olga, '/models/rollback', { modelId: b, reason: 'odd' });
        expect(repeat).to.deep.equal({ status: 200, body: { champion: a, changed: false } });
        const none = await ask(service, olga, '/models/promote', { modelId: 'c'.repeat(64), reason: 'try' });
        expect([none.status, problem.parse(none.body).code]).to.deep.equal([409, 'no-such-model']);
        expect(new Set(actors)).to.deep.equal(new Set(['administrator-1']));
    });
    it('name the field that is wrong', async () => {
        const service = await serve(desk);
        const bad = [
            ['/models/train', { now: true }, 'body.now'],
            ['/models/promote', { modelId: 'best', reason: 'better' }, 'body.modelId'],
            ['/models/promote', { modelId: a, reason: ' ' }, 'body.reason'],
            ['/models/rollback', {}, 'body.reason'],
            ['/models/rollback', { reason: 'x'.repeat(501) }, 'body.reason'],
        ];
        for (const [path, body, field] of bad) {
            const { status, body: said } = await ask(service, staff('administrator'), path, body);
            const paths = problem.parse(said).fields?.map((each) => each.path);
            expect([status, paths?.some((each) => each.startsWith('body'))], path).to.deep.equal([400, true]);
            if (field !== 'body.now')
                expect(paths, path).to.include(field);
        }
    });
    it('say so where there is no shelf of models', async () => {
        const { status, body } = await ask(await serve(undefined), staff('administrator'), '/models/train', {});
        expect([status, problem.parse(body).detail]).to.deep.equal([
            503,
            'This recommender has no shelf of models: set RECOMMENDER_MODELS_DIR.',
        ]);
    });
});
//# sourceMappingURL=models.spec.js.map