import { randomUUID } from 'node:crypto';
import { redirect, type Handle, type HandleServerError } from '@sveltejs/kit';
import { withGateway } from '$lib/server/cards';
import { log } from '$lib/server/log';
import { chosenCurrency } from '$lib/server/currencies';
import { viewerOf } from '$lib/server/viewer';

/** Where only staff work: whoever is not signed in is asked to, and comes back. */
const workplaces = ['/desk', '/studio', '/audit'];

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.correlationId = event.request.headers.get('x-correlation-id') ?? randomUUID();
  event.locals.viewer = event.url.pathname.startsWith('/pictures/') ? { kind: 'anonymous' } : await viewerOf(event);
  event.locals.currency = await chosenCurrency(event, event.cookies);
  const { pathname, search } = event.url;
  if (
    event.locals.viewer.kind !== 'staff' &&
    workplaces.some((place) => pathname === place || pathname.startsWith(`${place}/`))
  )
    redirect(303, `/staff/sign-in?then=${encodeURIComponent(pathname + search)}`);
  const response = await resolve(event, {
    preload: ({ type, path }) => type === 'js' || type === 'css' || (type === 'font' && path.includes('latin-')),
  });
  const policy = response.headers.get('content-security-policy');
  if (policy !== null) response.headers.set('content-security-policy', withGateway(policy));
  return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status !== 404) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log('error', 'a page broke', { path: event.url.pathname, reason, correlationId: event.locals.correlationId });
  }
  return {
    message: status === 404 ? 'There is nothing at this address.' : message,
    correlationId: event.locals.correlationId,
  };
};
