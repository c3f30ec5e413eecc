import { randomUUID } from 'node:crypto';
import { activityCookie, activityWording, pathBack } from '$lib/activity';
import { ask } from '$lib/server/services';
import { ensureSession } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** Half a year: then a visitor is asked again. */
const CHOICE_SECONDS = 182 * 86_400;

/**
 * What the visitor chose in the banner: a form like any other, so that it works without scripts. A choice that could not be
 * noted is not kept either, and is asked again. Who says no and has no session needs none for it.
 */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const granted = form.get('choice') === 'yes';
  const back = pathBack(form.get('back'));
  const isKnown = event.locals.viewer.kind === 'shopper';
  let noted = !granted && !isKnown;
  if (!noted) {
    const cookie = await ensureSession(event);
    const told = await ask(event, '/activity/consent', {
      ...{ method: 'POST', body: { granted, wording: activityWording }, idempotencyKey: randomUUID() },
      ...(cookie === undefined ? {} : { cookie }),
    });
    // A customer says it with their account: what they said there holds.
    noted = told.ok || told.problem.code === 'consent-of-customer';
  }
  if (noted)
    event.cookies.set(activityCookie, granted ? 'yes' : 'no', {
      ...{ path: '/', httpOnly: false, sameSite: 'lax', maxAge: CHOICE_SECONDS },
      secure: event.url.protocol === 'https:',
    });
  return new Response(null, { status: 303, headers: { location: back } });
};
