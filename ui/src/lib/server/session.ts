import type { Cookies } from '@sveltejs/kit';
import { ask, type Asker } from './services';
import type { Viewer } from './viewer';

const NAME = 'storefold_session';

/** Takes the session that a service opened and hands it to the visitor. */
export const keepSession = (cookies: Cookies, headers: Headers): string | undefined => {
  const set = headers.get('set-cookie');
  const value = set === null ? undefined : new RegExp(`${NAME}=([^;]+)`).exec(set)?.[1];
  if (value === undefined) return undefined;
  const seconds = Number(/Max-Age=(\d+)/i.exec(set ?? '')?.[1] ?? 86_400);
  cookies.set(NAME, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: /;\s*Secure/i.test(set ?? ''),
    maxAge: seconds,
    encode: (text) => text,
  });
  return `${NAME}=${value}`;
};

type Visiting = Asker & {
  readonly cookies: Cookies;
  readonly locals: { readonly viewer: { readonly kind: string } };
};

/** The visitor's session, opened on first need: looking around needs none. */
export const ensureSession = async (asker: Visiting, patienceMs = 25_000): Promise<string | undefined> => {
  if (asker.locals.viewer.kind === 'shopper') return `${NAME}=${asker.cookies.get(NAME) ?? ''}`;
  const opened = await ask(asker, '/access/sessions', { method: 'POST', patienceMs });
  return opened.ok ? keepSession(asker.cookies, opened.headers) : undefined;
};

/**
 * Opens a session for who has none, before the form that needs it is shown. Opened when the form is sent, it would be lost with
 * a lost answer: the form that is sent again would come from somebody else, and what they order be ordered twice.
 */
export const sessionBeforeForm = async (asker: Visiting): Promise<void> => {
  if (asker.locals.viewer.kind !== 'anonymous') return;
  if (asker.cookies.get(NAME) !== undefined) {
    // One that has ended, or nobody could be asked whose it is: that of somebody who is signed in is left alone.
    const me = await ask<Viewer>(asker, '/access/me', { patienceMs: 0 });
    if (!me.ok || me.body.kind !== 'anonymous') return;
  }
  await ensureSession(asker, 1_000);
};
