import type { Cookies } from '@sveltejs/kit';
import { ask, type Asker } from './services';

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

/** The visitor's session, opened on first need: looking around needs none. */
export const ensureSession = async (
  asker: Asker & { readonly cookies: Cookies; readonly locals: { readonly viewer: { readonly kind: string } } },
): Promise<string | undefined> => {
  if (asker.locals.viewer.kind === 'shopper') return `${NAME}=${asker.cookies.get(NAME) ?? ''}`;
  const opened = await ask(asker, '/access/sessions', { method: 'POST', patienceMs: 25_000 });
  return opened.ok ? keepSession(asker.cookies, opened.headers) : undefined;
};
