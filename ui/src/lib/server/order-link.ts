import type { Cookies } from '@sveltejs/kit';

const NAME = 'storefold_order';
/** The link of the mail opens it again, for as long as there is the order. */
const ONE_DAY = 86_400;

/** The page of an order, and the only place to which a browser sends the token of its link. */
const pageOf = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;

/** The token of the link by which a visitor came to an order; undefined where they came another way. */
export const linkTokenOf = (cookies: Cookies): string | undefined => cookies.get(NAME);

/** Keeps the token for the pages of one order: no script reads it, and no other page is sent it. */
export const keepLinkToken = (cookies: Cookies, orderId: string, token: string, url: URL): void => {
  cookies.set(NAME, token, {
    ...{ path: pageOf(orderId), httpOnly: true, sameSite: 'lax', maxAge: ONE_DAY },
    secure: url.protocol === 'https:',
  });
};
