import { satisfies } from '@storefold/contracts';
import type { OrderLinks, RouteRequest } from '@storefold/platform';

/** By what right somebody does something to an order. */
export type Acting = {
  readonly by: 'shop' | 'shopper' | 'link';
  /** Only this shopper's order; absent where the right is to the very order that is named. */
  readonly ofShopper?: string;
};

/**
 * By what right a request is about an order: a clerk's to any, that of whoever shows the token of its link to this one, a
 * shopper's to their own, which the decider knows. Undefined where it has none: for them there is no such order.
 */
export const actingOn = (
  orderId: string,
  { principal, linkToken }: Pick<RouteRequest<unknown, unknown, unknown>, 'principal' | 'linkToken'>,
  links: OrderLinks,
): Acting | undefined => {
  if (satisfies(principal, ['clerk'])) return { by: 'shop' };
  if (links.isTrue(orderId, linkToken)) return { by: 'link' };
  return principal.kind === 'shopper' ? { by: 'shopper', ofShopper: principal.id } : undefined;
};
