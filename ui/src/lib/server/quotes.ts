import type { BasketLine } from '$lib/basket';
import type { DeliveryMethod, Quote } from '$lib/types';
import { ask, type Asked, type Asker } from './services';

/** How the shopper wants it, as the form names it. */
export type Wishes = {
  readonly country: string;
  readonly deliveryMethod: string;
  readonly discountCode: string;
  readonly currency: string | undefined;
};

/** The ways in which the shop delivers, in all currencies; none where it asks for none. */
export const deliveryMethods = async (asker: Asker): Promise<readonly DeliveryMethod[]> => {
  const answer = await ask<{ methods: readonly DeliveryMethod[] }>(asker, '/terms/delivery-methods');
  return answer.ok ? answer.body.methods : [];
};

/** The wishes as commands and questions name them. */
export const inOrder = ({ country, deliveryMethod, discountCode, currency }: Wishes) => ({
  country,
  ...(currency === undefined ? {} : { currency }),
  ...(deliveryMethod === '' ? {} : { deliveryMethod }),
  ...(discountCode === '' ? {} : { discountCodes: [discountCode] }),
});

/** What the basket would come to now. */
export const quote = (asker: Asker, lines: readonly BasketLine[], wishes: Wishes): Promise<Asked<Quote>> =>
  ask<Quote>(asker, '/orders/quote', { method: 'POST', body: { lines, ...inOrder(wishes) } });
