/** What a shopper means to buy: kept in a cookie, so that a page made on the server knows it and it works without scripts. */
export type BasketLine = { readonly sku: string; readonly quantity: number };
export type Basket = { readonly lines: readonly BasketLine[] };

export const basketCookie = 'storefold_basket';
export const emptyBasket: Basket = { lines: [] };
const MOST = { lines: 100, quantity: 10_000 };

const clamp = (quantity: number): number => Math.max(0, Math.min(MOST.quantity, Math.trunc(quantity)));

/** Reads a basket's cookie; anything that is none of ours is an empty basket. */
export const readBasket = (cookie: string | undefined): Basket => {
  const lines = (cookie ?? '').split(',').flatMap((part): BasketLine[] => {
    const match = /^([A-Za-z0-9][A-Za-z0-9._-]{0,39})\*(\d{1,5})$/.exec(part);
    const quantity = clamp(Number(match?.[2] ?? 0));
    return match?.[1] !== undefined && quantity > 0 ? [{ sku: match[1], quantity }] : [];
  });
  return { lines: lines.slice(0, MOST.lines) };
};

export const writeBasket = ({ lines }: Basket): string =>
  lines.map(({ sku, quantity }) => `${sku}*${quantity.toString()}`).join(',');

/** Puts more of a thing into the basket. */
export const addToBasket = (basket: Basket, sku: string, quantity: number): Basket => {
  const known = basket.lines.find((line) => line.sku === sku);
  return known
    ? setQuantity(basket, sku, known.quantity + quantity)
    : {
        lines: [...basket.lines, { sku, quantity: clamp(quantity) }]
          .filter((line) => line.quantity > 0)
          .slice(0, MOST.lines),
      };
};

/** Sets how many of a thing are wanted; none takes it out. */
export const setQuantity = ({ lines }: Basket, sku: string, quantity: number): Basket => ({
  lines: lines
    .map((line) => (line.sku === sku ? { sku, quantity: clamp(quantity) } : line))
    .filter((line) => line.quantity > 0),
});

export const countItems = ({ lines }: Basket): number => lines.reduce((sum, line) => sum + line.quantity, 0);
