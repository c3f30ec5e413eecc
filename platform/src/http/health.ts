import type { Registry } from 'prom-client';
import { defineRoute, type Route } from './route.js';

/** Something that a person has to look at, while the service does its work. */
export type Remark = { readonly remark: string };

/**
 * Named questions to what a service needs; each answers undefined when well, else a sentence that says what is wrong. A
 * remark is told and leaves the service ready: taking it away from everybody would help nobody.
 */
export type ReadinessChecks = Readonly<Record<string, () => Promise<string | Remark | undefined>>>;

const CHECK_WITHIN_MS = 2_000;

const ask = async (check: ReadinessChecks[string]): Promise<string | Remark | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`no answer within ${CHECK_WITHIN_MS.toString()} ms`);
    }, CHECK_WITHIN_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
};

/** `/health/live` (the process runs), `/health/ready` (it can do its work, or why not) and `/metrics` (Prometheus text). */
export const healthRoutes = (service: string, checks: ReadinessChecks, metrics: Registry): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/health/live',
    roles: ['anyone'],
    summary: 'Whether the process runs.',
    handle: () => Promise.resolve({ status: 200, body: { service, status: 'live' } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/health/ready',
    roles: ['anyone'],
    summary: 'Whether the service can do its work, and what is missing where it cannot.',
    handle: async () => {
      const answers = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, (await ask(check)) ?? 'ok'] as const),
      );
      const well = answers.every(([, answer]) => answer === 'ok' || typeof answer !== 'string');
      return {
        status: well ? 200 : 503,
        body: {
          service,
          status: well ? 'ready' : 'not ready',
          checks: Object.fromEntries(
            answers.map(([name, answer]) => [name, typeof answer === 'string' ? answer : answer.remark]),
          ),
        },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/metrics',
    roles: ['anyone'],
    summary: 'Metrics in the Prometheus text format.',
    handle: async () => ({
      status: 200,
      text: await metrics.metrics(),
      headers: { 'Content-Type': metrics.contentType },
    }),
  }),
];
