import { fail, redirect } from '@sveltejs/kit';
import { ask } from '$lib/server/services';
import { keepSession } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** Only addresses of this shop: nobody is sent elsewhere by a link to this page. */
const within = (target: string | null): string =>
  target !== null && /^\/(?!\/)[\w\-./?=&%|]*$/.test(target) ? target : '/desk';

export const load: PageServerLoad = ({ url, locals }) => ({
  then: within(url.searchParams.get('then')),
  signedIn: locals.viewer.kind === 'staff' ? locals.viewer.login : null,
});

export const actions: Actions = {
  signIn: async (event) => {
    const form = await event.request.formData();
    const text = (field: string): string => {
      const value = form.get(field);
      return typeof value === 'string' ? value : '';
    };
    const answer = await ask(event, '/access/staff-sessions', {
      method: 'POST',
      body: { login: text('login'), password: text('password') },
    });
    if (!answer.ok)
      return fail(answer.problem.status, {
        message: answer.problem.status === 400 ? 'Type a name and a password.' : answer.problem.detail,
        login: text('login'),
      });
    keepSession(event.cookies, answer.headers);
    redirect(303, within(text('then')));
  },
  signOut: ({ cookies }) => {
    cookies.delete('storefold_session', { path: '/' });
    redirect(303, '/');
  },
};
