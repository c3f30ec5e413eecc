import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import { ask } from '$lib/server/services';
import type { Actions } from './$types';

export const actions: Actions = {
  request: async (event) => {
    const email = (await event.request.formData()).get('email');
    const answer = await ask(event, '/customers/password-reset', {
      ...{ method: 'POST', idempotencyKey: randomUUID(), body: { email } },
    });
    return answer.ok ? { done: 'asked' } : fail(answer.problem.status, { message: answer.problem.detail });
  },
  set: async (event) => {
    const form = await event.request.formData();
    const [token, password] = [form.get('token'), form.get('password')];
    const answer = await ask(event, '/customers/password', {
      ...{ method: 'POST', idempotencyKey: randomUUID(), body: { token, password } },
    });
    if (answer.ok) return { done: 'set' };
    const short = answer.problem.fields?.some(({ path }) => path === 'body.password');
    return fail(answer.problem.status, {
      message: short ? 'A password has 10 characters or more.' : answer.problem.detail,
    });
  },
};
