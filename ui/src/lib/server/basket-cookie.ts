import type { Cookies } from '@sveltejs/kit';
import { basketCookie, readBasket, writeBasket, type Basket } from '$lib/basket';

const SIXTY_DAYS = 60 * 86_400;

export const basketOf = (cookies: Cookies): Basket => readBasket(cookies.get(basketCookie));

/** Holds only SKUs and counts. Not `secure`: a shop on one's own machine speaks plain HTTP. */
export const keepBasket = (cookies: Cookies, basket: Basket): void => {
  cookies.set(basketCookie, writeBasket(basket), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: false,
    maxAge: SIXTY_DAYS,
  });
};
