import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import { ask } from '$lib/server/services';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const token = (await event.request.formData()).get('token');
    const answer = await ask(event, '/customers/verification', {
      ...{ method: 'POST', idempotencyKey: randomUUID(), body: { token } },
    });
    return answer.ok ? { verified: true } : fail(answer.problem.status, { message: answer.problem.detail });
  },
};
