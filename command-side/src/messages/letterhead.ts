import type { ToldOrder } from './told-order.js';

/** A message in words. Plain text: every mail program shows it, and nothing in it can load or run. */
export type Words = { readonly subject: string; readonly text: string };
export type Told = Extract<ToldOrder, { kind: 'order' }>;
export type Letterhead = {
  readonly shopName: string;
  readonly publicUrl: string;
  /** The secret by which whoever has the mail may see the order: it is made here and kept nowhere. */
  readonly orderToken: (orderId: string) => string;
};

export const pieces = (quantity: number): string => `${quantity.toString()} ×`;

/** Some pieces of an order, each line by the title under which it was sold. */
export const listOfPieces = (
  order: Told,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): string => {
  const titles = new Map(order.lines.map(({ lineId, title }) => [lineId, title]));
  return lines.map(({ lineId, quantity }) => `  ${pieces(quantity)} ${titles.get(lineId) ?? lineId}`).join('\n');
};

export const signed = ({ shopName }: Letterhead, ...paragraphs: readonly string[]): string =>
  `${[...paragraphs, shopName].join('\n\n')}\n`;

/** Where an order can be seen by whoever has the mail, on any device: the page keeps the token and takes it off the address. */
export const linkTo = (order: Told, { publicUrl, orderToken }: Letterhead): string => {
  const url = new URL(`/orders/${order.orderId}/link`, publicUrl);
  url.searchParams.set('token', orderToken(order.orderId));
  return url.href;
};
