import { randomUUID } from 'node:crypto';
import { modelId } from '@storefold/contracts';
import { defineRoute, refuse, Unavailable } from '@storefold/platform';
import { z } from 'zod';
const reason = z.string().trim().min(1).max(500);
const actorOf = (principal) => ({ kind: 'staff', id: principal.kind === 'staff' ? principal.id : 'unknown' });
const modelsOf = ({ trained, champion, challenger, earlier, takenBack }) => [...trained.values()].reverse().map((model) => ({
    ...model,
    role: model.modelId === champion ? 'champion' : model.modelId === challenger ? 'challenger' : 'other',
    canBeGoneBackTo: earlier.includes(model.modelId),
    takenBack: takenBack.has(model.modelId),
}));
/** What operators see of the recommender's models, and do with them. @param desk undefined where no shelf of models is named */
export const modelRoutes = (desk) => {
    const atDesk = async (work) => {
        if (!desk)
            throw new Unavailable('This recommender has no shelf of models: set RECOMMENDER_MODELS_DIR.');
        return work(desk);
    };
    const decide = (commandOf, principal, id) => atDesk(async (known) => {
        const command = commandOf(known.state());
        if ('refused' in command)
            return command;
        const decided = await known.decide(command, actorOf(principal), id);
        if ('refusal' in decided)
            return refuse(decided.refusal, 409, decided.detail);
        return { status: 200, body: { champion: decided.state.champion ?? null, changed: decided.events.length > 0 } };
    });
    return [
        defineRoute({
            method: 'GET',
            path: '/models',
            roles: ['clerk', 'auditor'],
            summary: 'Models: every one that was trained, the newest first, its figures, and which of them serves.',
            handle: () => atDesk((known) => Promise.resolve({ status: 200, body: { models: modelsOf(known.state()) } })),
        }),
        defineRoute({
            method: 'GET',
            path: '/models/status',
            roles: ['clerk', 'auditor'],
            summary: 'Training: what runs or what it waits for, what was ordered since, and how far taste has drifted.',
            handle: () => atDesk((known) => {
                const { champion = null, challenger = null, running = null, failures, endedAt = null } = known.state();
                const training = known.training();
                return Promise.resolve({
                    status: 200,
                    body: {
                        ...{ champion, challenger, running, failures, endedAt, complaint: known.complaint() ?? null },
                        trainsByItself: training !== undefined,
                        waitsFor: training?.waitsFor ?? null,
                        progress: training?.progress ?? null,
                        ordersSince: training?.ordersSince ?? null,
                        drift: training?.drift ?? null,
                    },
                });
            }),
        }),
        defineRoute({
            method: 'POST',
            path: '/models/train',
            roles: ['administrator'],
            summary: 'TrainModel: trains now, whatever the rules say.',
            body: z.strictObject({}),
            handle: ({ principal }) => atDesk(async (known) => {
                const asked = await known.train(actorOf(principal));
                return 'refusal' in asked ? refuse(asked.refusal, 409, asked.detail) : { status: 202, body: asked };
            }),
        }),
        defineRoute({
            method: 'POST',
            path: '/models/promote',
            roles: ['administrator'],
            summary: 'PromoteModel: lets a model serve that was trained before.',
            body: z.strictObject({ modelId, reason }),
            handle: ({ body, principal }) => decide(() => ({ type: 'PromoteModel', ...body }), principal, randomUUID()),
        }),
        defineRoute({
            method: 'POST',
            path: '/models/rollback',
            roles: ['administrator'],
            summary: 'RollBackModel: lets the model serve that served before.',
            body: z.strictObject({ modelId: modelId.optional(), reason }),
            handle: ({ body, principal }) => decide(({ champion }) => {
                const going = body.modelId ?? champion;
                if (going === undefined)
                    return refuse('nothing-before-it', 409, 'There is no champion to roll back.');
                return { type: 'RollBackModel', modelId: going, reason: body.reason };
            }, principal, randomUUID()),
        }),
    ];
};
//# sourceMappingURL=models.js.map