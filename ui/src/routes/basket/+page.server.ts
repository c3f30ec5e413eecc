import { fail, redirect } from '@sveltejs/kit';
import { setQuantity } from '$lib/basket';
import { basketOf, keepBasket } from '$lib/server/basket-cookie';
import { priceBasket } from '$lib/server/priced-basket';
import { recommended } from '$lib/server/shelves';
import { wholeNumber } from '$lib/whole-numbers';
import type { Actions, PageServerLoad } from './$types';

/** As many as the recommender looks at. */
const LOOKED_AT = 50;

export const load: PageServerLoad = async (event) => {
  const basket = basketOf(event.cookies);
  const skus = basket.lines.map(({ sku }) => sku);
  const question = `basket=${skus.slice(0, LOOKED_AT).map(encodeURIComponent).join(',')}`;
  const [priced, goesWith] = await Promise.all([
    priceBasket(event, basket),
    skus.length === 0
      ? null
      : recommended(event, { placement: 'basket', about: skus.join(','), question, most: 4, leaveOut: skus }),
  ]);
  return { basket: priced, goesWith };
};

export const actions: Actions = {
  default: async ({ request, cookies }) => {
    const form = await request.formData();
    const sku = form.get('sku');
    const quantity = form.has('remove') ? 0 : wholeNumber(form.get('quantity'));
    if (typeof sku !== 'string' || quantity === undefined || quantity > 10_000)
      return fail(400, { message: 'How many? A whole number up to 10,000; none takes it out.' });
    keepBasket(cookies, setQuantity(basketOf(cookies), sku, quantity));
    redirect(303, '/basket');
  },
};
