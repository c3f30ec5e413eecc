import {
  payableMinorOf,
  type InvoiceCharge,
  type InvoiceLine,
  type OrderCharge,
  type OrderLine,
  type TaxSum,
} from '@storefold/contracts';
import type { stillSold } from '../orders/order-cancelling.js';
import type { PlacedOrder } from '../orders/order-state.js';
import { chargeCodes } from '../pricing/price-order.js';
import { taxSumsOf, totalOf } from './tax-sums.js';

/** What an invoice is about. */
export type InvoiceContent = {
  readonly lines: readonly InvoiceLine[];
  readonly charges: readonly InvoiceCharge[];
  readonly taxes: readonly TaxSum[];
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly pricesIncludeTax?: boolean;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * One line. Where pieces were taken out of it before, each of its amounts was rounded by itself: what is paid and what the
 * pieces cost stand, and the discount, or else the tax, takes the penny that is between them, so that the row adds up.
 */
const lineOf = (line: OrderLine, isTaxOnTop: boolean): InvoiceLine => {
  const { lineId, sku, title, quantity, unitPriceMinor, amountMinor, taxRateBp, taxMinor = 0 } = line;
  const payableMinor = payableMinorOf(line);
  const onTop = isTaxOnTop ? taxMinor : 0;
  const isReduced = (line.discountMinor ?? 0) > 0 || !isTaxOnTop;
  const discountMinor = isReduced ? Math.max(0, amountMinor + onTop - payableMinor) : 0;
  const tax = isTaxOnTop ? payableMinor - amountMinor + discountMinor : taxMinor;
  return {
    ...{ lineId, sku, title, quantity, unitPriceMinor, amountMinor, payableMinor },
    ...(discountMinor === 0 ? {} : { discountMinor }),
    ...(taxRateBp === undefined ? {} : { taxRateBp, taxMinor: tax }),
  };
};

/** The discount is shared out over the lines, and the tax stands with what it is on: neither is a row of its own. */
const isRow = ({ code }: OrderCharge): boolean => code !== chargeCodes.discount && code !== chargeCodes.tax;

const chargeOf = (charge: OrderCharge, isTaxOnTop: boolean): InvoiceCharge => {
  const { code, description, amountMinor, taxRateBp, taxMinor = 0 } = charge;
  return {
    ...{ code, description, amountMinor, payableMinor: amountMinor + (isTaxOnTop ? taxMinor : 0) },
    ...(taxRateBp === undefined ? {} : { taxRateBp, taxMinor }),
  };
};

/** Rows that come to exactly `payableMinor`: what is missing of that is a discount on the delivery, or stands as it is. */
const chargesOf = (charges: readonly InvoiceCharge[], payableMinor: number): readonly InvoiceCharge[] => {
  const difference = payableMinor - sum(charges.map((charge) => charge.payableMinor));
  if (difference === 0) return charges;
  const delivery = charges.find(({ code, amountMinor }) => code === chargeCodes.delivery && amountMinor >= -difference);
  if (delivery && difference < 0)
    return charges.map((charge) =>
      charge === delivery
        ? { ...charge, discountMinor: -difference, payableMinor: charge.payableMinor + difference }
        : charge,
    );
  const rest = { code: 'OTHER', description: 'Other charges and discounts' };
  return [...charges, { ...rest, amountMinor: difference, payableMinor: difference }];
};

/**
 * What is invoiced for an order: what it still sells, and its charges in full. Always the rows come to `totalMinor`, and so do
 * the sums by tax rate.
 *
 * @param kept what it still sells, as `stillSold` answers it
 */
export const invoiceContentOf = (order: PlacedOrder, kept: ReturnType<typeof stillSold>): InvoiceContent => {
  const isTaxOnTop = order.tax?.pricesIncludeTax === false;
  const lines = kept.lines.map((line) => lineOf(line, isTaxOnTop));
  const charges = chargesOf(
    order.charges.filter(isRow).map((charge) => chargeOf(charge, isTaxOnTop)),
    kept.totalMinor - sum(lines.map(({ payableMinor }) => payableMinor)),
  );
  const taxes = taxSumsOf([...lines, ...charges]);
  return {
    ...{ lines, charges, taxes, ...totalOf(taxes) },
    ...(order.tax === undefined ? {} : { pricesIncludeTax: order.tax.pricesIncludeTax }),
  };
};
