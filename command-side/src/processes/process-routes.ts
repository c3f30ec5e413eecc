import { entityId, processName } from '@storefold/contracts';
import { defineRoute, refuse, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf } from '../http/answering.js';
import type { ProcessDesk } from './process-desk.js';

const ofProcess = z.strictObject({ process: processName });

/** For the person on call: what processes could not deal with, and what to do about it. */
export const processRoutes = (desk: ProcessDesk, shop: Shop, clock: Clock): readonly Route[] => {
  const unknown = (process: string) =>
    refuse('process-not-found', 404, `There is no process ${process}; there is: ${desk.names.join(', ')}.`);
  return [
    defineRoute({
      method: 'GET',
      path: '/processes',
      roles: ['administrator'],
      summary: 'Processes: what each could not deal with and why. It is tried again at intervals of up to a minute.',
      handle: async () => ({ status: 200, body: { processes: await desk.report() } }),
    }),
    defineRoute({
      method: 'POST',
      path: '/processes/:process/replays',
      roles: ['administrator'],
      summary: 'ReplayParkedEvents: tries at once what is parked.',
      command: true,
      params: ofProcess,
      handle: async ({ params: { process } }) => {
        const events = await desk.replay(process);
        return events === undefined ? unknown(process) : { status: 202, body: { process, events } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/processes/:process/skips',
      roles: ['administrator'],
      summary: 'SkipParkedEvent: the process lets an event be; who said so and why stands in the log.',
      command: true,
      params: ofProcess,
      body: z.strictObject({ eventId: entityId, reason: z.string().trim().min(1).max(500) }),
      handle: async (request) => {
        const { process } = request.params;
        if (!desk.names.includes(process)) return unknown(process);
        const outcome = await desk.skip({ process, ...request.body }, contextOf(request, clock));
        return answer(outcome, shop, 200, () => ({ process, eventId: request.body.eventId }));
      },
    }),
  ];
};
