import { activityCookie, choiceIn } from '$lib/activity';
import { basketCookie, countItems, readBasket } from '$lib/basket';
import { sellingCurrencies } from '$lib/server/currencies';
import { may } from '$lib/server/viewer';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ cookies, locals, request }) => ({
  viewer: locals.viewer,
  currencies: await sellingCurrencies({ request, locals }),
  currency: locals.currency,
  activityChoice: choiceIn(cookies.get(activityCookie)),
  basketCount: countItems(readBasket(cookies.get(basketCookie))),
  workplaces: (
    [
      ['/desk', 'Desk', 'clerk'],
      ['/studio/sales', 'Sales', 'analyst'],
      ['/studio/recommendations', 'Recommendations', 'analyst'],
      ['/audit', 'Audit', 'auditor'],
    ] as const
  ).flatMap(([href, name, role]) => (may(locals.viewer, role) ? [{ href, name }] : [])),
});
