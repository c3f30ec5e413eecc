import { fail, redirect } from '@sveltejs/kit';
import { setQuantity } from '$lib/basket';
import { basketOf, keepBasket, wholeNumber } from '$lib/server/basket-cookie';
import { priceBasket } from '$lib/server/priced-basket';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ basket: await priceBasket(event, basketOf(event.cookies)) });

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
