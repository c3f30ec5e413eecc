import {
  divideHalfEven,
  standardTax,
  type DeliveryMethod,
  type DiscountTerms,
  type OrderCharge,
  type OrderLine,
  type TaxRule,
} from '@storefold/contracts';
import { allocate } from './allocate.js';

export type GoodsLine = Pick<OrderLine, 'lineId' | 'sku' | 'title' | 'quantity' | 'unitPriceMinor'> & {
  readonly taxCategory?: string | undefined;
};
export type Discount = { readonly code: string; readonly terms: DiscountTerms };

/** What an order is priced by. Amounts are minor units of one currency. */
export type Basket = {
  readonly lines: readonly GoodsLine[];
  /** Undefined in a shop that asks for none. */
  readonly delivery?: DeliveryMethod | undefined;
  readonly discounts: readonly Discount[];
  /** Undefined where no rule names the country: no tax is reckoned then. */
  readonly tax?: TaxRule | undefined;
};
export type PricedBasket = {
  readonly lines: readonly OrderLine[];
  readonly charges: readonly OrderCharge[];
  readonly tax?: { readonly taxMinor: number; readonly pricesIncludeTax: boolean };
  /** Sum of the lines before discounts. */
  readonly linesMinor: number;
  readonly totalMinor: number;
};

export const chargeCodes = { delivery: 'DELIVERY', discount: 'DISCOUNT', tax: 'TAX' } as const;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const share = (amountMinor: number, parts: number, of: number): number =>
  Number(divideHalfEven(BigInt(amountMinor) * BigInt(parts), BigInt(of)));

const order = { percentage: 0, fixed: 1, 'free-delivery': 2 } as const;

/**
 * What each discount takes off: percentages of the goods at their full price, then fixed sums, each at most what is left of
 * them; free delivery takes off the delivery.
 */
const discountsOf = (goodsMinor: number, deliveryMinor: number, discounts: readonly Discount[]) => {
  let left = goodsMinor;
  let deliveryLeft = deliveryMinor;
  return [...discounts]
    .sort((a, b) => order[a.terms.off.kind] - order[b.terms.off.kind])
    .map(({ code, terms: { off } }) => {
      if (off.kind === 'free-delivery') {
        const amountMinor = deliveryLeft;
        deliveryLeft = 0;
        return { code, amountMinor, ofDelivery: true };
      }
      const wanted = off.kind === 'fixed' ? off.amountMinor : share(goodsMinor, off.basisPoints, 10_000);
      const amountMinor = Math.min(wanted, left);
      left -= amountMinor;
      return { code, amountMinor, ofDelivery: false };
    });
};

/**
 * Tax of several amounts under one rule: rounded once for each rate, half to even, over all that is taxed at it (so that the
 * sum on the invoice is the one that the tax office reckons), and shared out over the amounts by largest remainders.
 */
const taxesOf = (
  amounts: readonly { readonly amountMinor: number; readonly category: string }[],
  { rates, pricesIncludeTax }: TaxRule,
) => {
  const rateOf = (category: string): number => rates.find((rate) => rate.category === category)?.rateBp ?? 0;
  const taxes = amounts.map(({ category }) => ({ rateBp: rateOf(category), taxMinor: 0 }));
  for (const rateBp of new Set(taxes.map((tax) => tax.rateBp))) {
    const group = taxes.flatMap((tax, index) => (tax.rateBp === rateBp ? [index] : []));
    const weights = group.map((index) => amounts[index]?.amountMinor ?? 0);
    const taxMinor = share(sum(weights), rateBp, pricesIncludeTax ? 10_000 + rateBp : 10_000);
    allocate(taxMinor, weights).forEach((part, at) => {
      const index = group[at];
      if (index !== undefined) taxes[index] = { rateBp, taxMinor: part };
    });
  }
  return taxes;
};

/**
 * Prices an order: goods, discounts, delivery, tax. Always `totalMinor` = lines + charges, the delivery, each discount and a
 * tax that comes to the prices being charges; and what is paid for the lines (`payableMinor`) and for the delivery adds up to
 * it, too. A basket without delivery, discounts and tax rule is priced as its lines say and nothing more.
 *
 * Each amount is at most `mostMinor` by the caller's care, so that every sum is exact.
 */
export const priceOrder = ({ lines, delivery, discounts, tax: rule }: Basket): PricedBasket => {
  const amounts = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor);
  const linesMinor = sum(amounts);
  const goodsOff = discountsOf(linesMinor, 0, discounts);
  const goodsLeft = linesMinor - sum(goodsOff.map(({ amountMinor }) => amountMinor));
  const isFree = delivery?.freeFromMinor !== undefined && goodsLeft >= delivery.freeFromMinor;
  const deliveryMinor = delivery === undefined || isFree ? 0 : delivery.priceMinor;
  const off = discountsOf(linesMinor, deliveryMinor, discounts);
  const offGoods = sum(off.map(({ amountMinor, ofDelivery }) => (ofDelivery ? 0 : amountMinor)));
  const shares = allocate(offGoods, amounts);
  const left = amounts.map((amount, index) => amount - (shares[index] ?? 0));
  const deliveryLeft = deliveryMinor - sum(off.map(({ amountMinor, ofDelivery }) => (ofDelivery ? amountMinor : 0)));

  const taxed = rule && [
    ...lines.map(({ taxCategory = standardTax }, index) => ({ amountMinor: left[index] ?? 0, category: taxCategory })),
    ...(delivery ? [{ amountMinor: deliveryLeft, category: delivery.taxCategory }] : []),
  ];
  const taxes = rule && taxed ? taxesOf(taxed, rule) : undefined;
  const toPay = (amountMinor: number, taxMinor: number): number =>
    rule?.pricesIncludeTax === false ? amountMinor + taxMinor : amountMinor;
  const taxFields = (index: number) => {
    const tax = taxes?.[index];
    return tax ? { taxMinor: tax.taxMinor, taxRateBp: tax.rateBp } : {};
  };

  const pricedLines = lines.map((line, index): OrderLine => {
    const { lineId, sku, title, quantity, unitPriceMinor } = line;
    const [amountMinor, discountMinor] = [amounts[index] ?? 0, shares[index] ?? 0];
    const payableMinor = toPay(left[index] ?? 0, taxes?.[index]?.taxMinor ?? 0);
    return {
      ...{ lineId, sku, title, quantity, unitPriceMinor, amountMinor },
      ...(discountMinor === 0 ? {} : { discountMinor }),
      ...taxFields(index),
      ...(payableMinor === amountMinor ? {} : { payableMinor }),
    };
  });
  const taxMinor = sum((taxes ?? []).map((tax) => tax.taxMinor));
  const charges: OrderCharge[] = [
    ...(delivery
      ? [
          {
            ...{ code: chargeCodes.delivery, description: delivery.name, quantity: 1, amountMinor: deliveryMinor },
            ...taxFields(lines.length),
          },
        ]
      : []),
    ...off.map(({ code, amountMinor }) => ({
      ...{
        code: chargeCodes.discount,
        description: code,
        quantity: 1,
        amountMinor: amountMinor === 0 ? 0 : -amountMinor,
      },
    })),
    ...(rule?.pricesIncludeTax === false
      ? [{ code: chargeCodes.tax, description: 'Tax', quantity: 1, amountMinor: taxMinor }]
      : []),
  ];
  return {
    ...{ lines: pricedLines, charges, linesMinor },
    ...(rule ? { tax: { taxMinor, pricesIncludeTax: rule.pricesIncludeTax } } : {}),
    totalMinor: linesMinor + sum(charges.map(({ amountMinor }) => amountMinor)),
  };
};
