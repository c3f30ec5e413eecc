import type { Principal } from '@storefold/contracts';
import { createSessions, readKeyFile } from '@storefold/platform';
import { z } from 'zod';

const statusOf = z.looseObject({
  status: z.string().optional(),
  waitsFor: z.string().nullable(),
  champion: z.string().nullable(),
  failures: z.number(),
});

type Running = { readonly port: number };

/** What specs ask of a recommender that runs. @param keyFile where the key of its sessions lies */
export const askingRecommender = (keyFile: () => string) => {
  const as = async (role: 'clerk' | 'administrator') => {
    const principal: Principal = { kind: 'staff', id: 'olga', login: 'olga', roles: [role] };
    return { authorization: `Bearer ${await createSessions(readKeyFile(keyFile())).issue(principal, 600)}` };
  };
  const at = ({ port }: Running, path: string) => `http://127.0.0.1:${port.toString()}${path}`;
  return {
    status: async (recommender: Running) => {
      const response = await fetch(at(recommender, '/models/status'), { headers: await as('clerk') });
      return statusOf.parse(await response.json());
    },
    post: async (recommender: Running, path: string, body: unknown) => {
      const headers = { ...(await as('administrator')), 'content-type': 'application/json' };
      const response = await fetch(at(recommender, path), { method: 'POST', headers, body: JSON.stringify(body) });
      const said: unknown = await response.json();
      return { status: response.status, body: said };
    },
    metricsOf: async (recommender: Running) => (await fetch(at(recommender, '/metrics'))).text(),
    /** The model that answers, by its name; undefined where none does. */
    servedBy: async (recommender: Running): Promise<unknown> => {
      const body: unknown = await (await fetch(at(recommender, '/recommendations?product=g0-1'))).json();
      return typeof body === 'object' && body !== null && 'modelId' in body ? body.modelId : undefined;
    },
  };
};
