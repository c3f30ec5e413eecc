import { pathBack } from '$lib/activity';
import { currencyCookie } from '$lib/currency';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 365 * 86_400;

/** The currency in which the visitor wants to see prices, and to pay: a form, so that it works without scripts. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const chosen = form.get('currency');
  if (typeof chosen === 'string' && /^[A-Z]{3}$/.test(chosen))
    cookies.set(currencyCookie, chosen, {
      ...{ path: '/', httpOnly: true, sameSite: 'lax', maxAge: YEAR_SECONDS },
      secure: url.protocol === 'https:',
    });
  return new Response(null, { status: 303, headers: { location: pathBack(form.get('back')) } });
};
