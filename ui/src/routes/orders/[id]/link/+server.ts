import { keepLinkToken } from '$lib/server/order-link';
import { ask } from '$lib/server/services';
import type { RequestHandler } from './$types';

/**
 * The link of a mail. Its token is exchanged for a cookie of that order's page alone and is gone from the address then, before
 * anything is shown or could be followed. One that is wrong opens nothing: the page knows of no such order.
 */
export const GET: RequestHandler = async (event) => {
  const { id } = event.params;
  const token = event.url.searchParams.get('token') ?? '';
  const answer = await ask(event, `/shop/orders/${encodeURIComponent(id)}`, { linkToken: token });
  // While nobody can say, it is kept: the page asks again. Said to be wrong, it puts out no other that is right.
  if (token !== '' && (answer.ok || answer.problem.status === 503)) keepLinkToken(event.cookies, id, token, event.url);
  return new Response(null, {
    status: 303,
    headers: {
      location: `/orders/${encodeURIComponent(id)}`,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  });
};
