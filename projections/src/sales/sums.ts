import type { Recorded, SalesSums } from '@storefold/contracts';
import { exactSum } from './exact-sum.js';

export const noSales: SalesSums = {
  orders: 0,
  units: 0,
  linesMinor: 0,
  chargesMinor: 0,
  cancelledOrders: 0,
  cancelledMinor: 0,
  refunds: 0,
  refundsMinor: 0,
  refundsOfCancelled: 0,
  refundsOfCancelledMinor: 0,
  unitsReturned: 0,
  returnsMinor: 0,
  adjustments: 0,
  adjustmentsMinor: 0,
};

const units = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, line) => exactSum(sum, line.quantity), 0);
const worth = (lines: readonly { readonly amountMinor: number }[]): number =>
  lines.reduce((sum, line) => exactSum(sum, line.amountMinor), 0);

/** Whether an event is trade at all. */
export const isTrade = (event: Recorded): boolean => tradeTypes.has(event.type);
const tradeTypes: ReadonlySet<string> = new Set([
  'OrderPlaced',
  'OrderCancelled',
  'OrderLinesCancelled',
  'ItemsReturned',
  'ReturnInspected',
  'PaymentRefunded',
  'RefundFailed',
  'CreditIssued',
  'AccountAdjusted',
]);

/** The currency of an event of trade; undefined where it is none. */
export const currencyOf = (event: Recorded): string | undefined =>
  isTrade(event) && 'currency' in event.data ? event.data.currency : undefined;

/** Adds one event to sums of trade as a whole: by day, by country, by customer. */
export const addTrade = <Sums extends SalesSums>(sums: Sums, event: Recorded): Sums => {
  switch (event.type) {
    case 'OrderPlaced':
      return {
        ...sums,
        orders: sums.orders + 1,
        units: exactSum(sums.units, units(event.data.lines)),
        linesMinor: exactSum(sums.linesMinor, event.data.linesMinor),
        chargesMinor: exactSum(sums.chargesMinor, event.data.chargesMinor),
      };
    case 'OrderCancelled':
      return {
        ...sums,
        cancelledOrders: sums.cancelledOrders + 1,
        cancelledMinor: exactSum(sums.cancelledMinor, event.data.totalMinor),
      };
    case 'OrderLinesCancelled':
      return { ...sums, cancelledMinor: exactSum(sums.cancelledMinor, event.data.amountMinor) };
    case 'ItemsReturned':
      return {
        ...sums,
        unitsReturned: exactSum(sums.unitsReturned, units(event.data.lines)),
        returnsMinor: exactSum(sums.returnsMinor, event.data.amountMinor),
      };
    case 'ReturnInspected':
      // The delivery that may be given back with them is no goods.
      return {
        ...sums,
        unitsReturned: exactSum(sums.unitsReturned, units(event.data.lines)),
        returnsMinor: exactSum(sums.returnsMinor, worth(event.data.lines)),
      };
    case 'PaymentRefunded':
      // The cancellation took the whole order, or these lines, off the sales; its money is not to leave them again.
      return event.data.ofCancelled
        ? {
            ...sums,
            refundsOfCancelled: sums.refundsOfCancelled + 1,
            refundsOfCancelledMinor: exactSum(sums.refundsOfCancelledMinor, event.data.amountMinor),
          }
        : { ...sums, refunds: sums.refunds + 1, refundsMinor: exactSum(sums.refundsMinor, event.data.amountMinor) };
    case 'RefundFailed':
      // What was counted as given back and was not, in the end.
      if (!event.data.wasRefunded) return sums;
      return event.data.ofCancelled
        ? {
            ...sums,
            refundsOfCancelled: sums.refundsOfCancelled - 1,
            refundsOfCancelledMinor: exactSum(sums.refundsOfCancelledMinor, -event.data.amountMinor),
          }
        : { ...sums, refunds: sums.refunds - 1, refundsMinor: exactSum(sums.refundsMinor, -event.data.amountMinor) };
    case 'CreditIssued':
      return {
        ...sums,
        refunds: sums.refunds + 1,
        refundsMinor: exactSum(sums.refundsMinor, event.data.totalMinor),
        unitsReturned: exactSum(sums.unitsReturned, units(event.data.lines)),
        returnsMinor: exactSum(sums.returnsMinor, worth(event.data.lines)),
      };
    case 'AccountAdjusted':
      return {
        ...sums,
        adjustments: sums.adjustments + 1,
        adjustmentsMinor: exactSum(sums.adjustmentsMinor, event.data.amountMinor),
      };
    default:
      return sums;
  }
};

/** The lines of an event that belong to one product, and what they do to its sums. */
export const addProductTrade = <Sums extends SalesSums>(sums: Sums, event: Recorded, sku: string): Sums => {
  switch (event.type) {
    case 'OrderPlaced': {
      const lines = event.data.lines.filter((line) => line.sku === sku);
      return {
        ...sums,
        orders: sums.orders + 1,
        units: exactSum(sums.units, units(lines)),
        linesMinor: exactSum(sums.linesMinor, worth(lines)),
      };
    }
    case 'OrderCancelled': {
      const lines = event.data.lines.filter((line) => line.sku === sku);
      return {
        ...sums,
        cancelledOrders: sums.cancelledOrders + 1,
        cancelledMinor: exactSum(sums.cancelledMinor, worth(lines)),
      };
    }
    case 'OrderLinesCancelled': {
      const lines = event.data.lines.filter((line) => line.sku === sku);
      return { ...sums, cancelledMinor: exactSum(sums.cancelledMinor, worth(lines)) };
    }
    case 'ItemsReturned':
    case 'ReturnInspected':
    case 'CreditIssued': {
      const lines = linesOf(event).filter((line) => line.sku === sku);
      return {
        ...sums,
        unitsReturned: exactSum(sums.unitsReturned, units(lines)),
        returnsMinor: exactSum(sums.returnsMinor, worth(lines)),
      };
    }
    default:
      return sums;
  }
};

/** The product lines that an event of trade carries. */
export const linesOf = (
  event: Recorded,
): readonly { readonly sku: string; readonly quantity: number; readonly amountMinor: number }[] => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'OrderCancelled':
    case 'OrderLinesCancelled':
    case 'ItemsReturned':
    case 'ReturnInspected':
    case 'CreditIssued':
      return event.data.lines;
    default:
      return [];
  }
};
