import type { ShopEvent } from '@storefold/contracts';
import type { Fold } from '../streams/folded-stream.js';

/** What orders need to know of a product: orders' own small fold of the product's events. */
export type ProductPrice =
  | { readonly kind: 'no-product' }
  | {
      readonly kind: 'product';
      readonly title: string;
      readonly priceMinor: number;
      readonly currency: string;
      /** In other currencies, by their code. */
      readonly prices: Readonly<Record<string, number>>;
      readonly discontinued: boolean;
      /** Undefined: `standard`. */
      readonly taxCategory: string | undefined;
    };

const evolve = (state: ProductPrice, event: ShopEvent): ProductPrice => {
  switch (event.type) {
    case 'ProductDefined': {
      const { title, priceMinor, currency, taxCategory } = event.data;
      return { kind: 'product', title, priceMinor, currency, prices: {}, discontinued: false, taxCategory };
    }
    case 'ProductDescribed':
      return state.kind === 'product'
        ? { ...state, title: event.data.title, taxCategory: event.data.taxCategory ?? state.taxCategory }
        : state;
    case 'ProductPriceChanged':
      return state.kind === 'product' ? { ...state, priceMinor: event.data.priceMinor } : state;
    case 'ProductPricedInCurrency':
      return state.kind === 'product'
        ? { ...state, prices: { ...state.prices, [event.data.currency]: event.data.priceMinor } }
        : state;
    case 'ProductPriceWithdrawn': {
      if (state.kind !== 'product') return state;
      const { [event.data.currency]: _, ...prices } = state.prices;
      return { ...state, prices };
    }
    case 'ProductDiscontinued':
    case 'ProductReinstated':
      return state.kind === 'product' ? { ...state, discontinued: event.type === 'ProductDiscontinued' } : state;
    default:
      return state;
  }
};

export const productPrice: Fold<ProductPrice> = { initial: { kind: 'no-product' }, evolve };

/** What a product costs in a currency, in its minor units; undefined where it is not sold in it. */
export const priceIn = (product: Extract<ProductPrice, { kind: 'product' }>, currency: string): number | undefined => {
  if (currency === product.currency) return product.priceMinor;
  return Object.hasOwn(product.prices, currency) ? product.prices[currency] : undefined;
};
