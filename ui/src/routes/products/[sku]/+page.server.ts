import { fail, redirect } from '@sveltejs/kit';
import { addToBasket } from '$lib/basket';
import { inCurrency } from '$lib/currency';
import { basketOf, keepBasket } from '$lib/server/basket-cookie';
import { wholeNumber } from '$lib/whole-numbers';
import { mustAsk } from '$lib/server/services';
import { recommended } from '$lib/server/shelves';
import type { ProductPage } from '$lib/types';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const sku = encodeURIComponent(event.params.sku);
  const [product, together] = await Promise.all([
    mustAsk<ProductPage>(event, `/shop/products/${sku}`),
    recommended(event, {
      ...{ placement: 'product', about: event.params.sku, question: `product=${sku}`, most: 4 },
      leaveOut: [event.params.sku],
    }),
  ]);
  const { currency } = event.locals;
  const family = product.family && {
    ...product.family,
    variants: product.family.variants.map((variant) => inCurrency(variant, currency)),
  };
  return {
    product: { ...inCurrency(product, currency), family },
    together,
    added: event.url.searchParams.has('added'),
  };
};

export const actions: Actions = {
  default: async ({ request, params, cookies }) => {
    const quantity = wholeNumber((await request.formData()).get('quantity'));
    if (quantity === undefined || quantity < 1 || quantity > 10_000)
      return fail(400, { message: 'How many? A whole number from 1 to 10,000.' });
    keepBasket(cookies, addToBasket(basketOf(cookies), params.sku, quantity));
    redirect(303, `/products/${encodeURIComponent(params.sku)}?added`);
  },
};
