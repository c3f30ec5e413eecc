import { createSessions, readKeyFile } from '@storefold/platform';
import { z } from 'zod';
const statusOf = z.looseObject({
    status: z.string().optional(),
    waitsFor: z.string().nullable(),
    champion: z.string().nullable(),
    failures: z.number(),
});
/** What specs ask of a recommender that runs. @param keyFile where the key of its sessions lies */
export const askingRecommender = (keyFile) => {
    const as = async (role) => {
        const principal = { kind: 'staff', id: 'olga', login: 'olga', roles: [role] };
        return { authorization: `Bearer ${await createSessions(readKeyFile(keyFile())).issue(principal, 600)}` };
    };
    const at = ({ port }, path) => `http://127.0.0.1:${port.toString()}${path}`;
    return {
        status: async (recommender) => {
            const response = await fetch(at(recommender, '/models/status'), { headers: await as('clerk') });
            return statusOf.parse(await response.json());
        },
        post: async (recommender, path, body) => {
            const headers = { ...(await as('administrator')), 'content-type': 'application/json' };
            const response = await fetch(at(recommender, path), { method: 'POST', headers, body: JSON.stringify(body) });
            const said = await response.json();
            return { status: response.status, body: said };
        },
        metricsOf: async (recommender) => (await fetch(at(recommender, '/metrics'))).text(),
        /** The model that answers, by its name; undefined where none does. */
        servedBy: async (recommender) => {
            const body = await (await fetch(at(recommender, '/recommendations?product=g0-1'))).json();
            return typeof body === 'object' && body !== null && 'modelId' in body ? body.modelId : undefined;
        },
    };
};
//# sourceMappingURL=asking-recommender.js.map