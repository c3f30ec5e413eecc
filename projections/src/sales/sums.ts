import type { Recorded, SalesSums } from '@storefold/contracts';

export const noSales: SalesSums = {
  orders: 0,
  units: 0,
  linesMinor: 0,
  chargesMinor: 0,
  cancelledOrders: 0,
  cancelledMinor: 0,
  refunds: 0,
  refundsMinor: 0,
  unitsReturned: 0,
  returnsMinor: 0,
  adjustments: 0,
  adjustmentsMinor: 0,
};

const units = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0);
const worth = (lines: readonly { readonly amountMinor: number }[]): number =>
  lines.reduce((sum, line) => sum + line.amountMinor, 0);

/** Whether an event is trade at all. */
export const isTrade = (event: Recorded): boolean => tradeTypes.has(event.type);
const tradeTypes: ReadonlySet<string> = new Set([
  'OrderPlaced',
  'OrderCancelled',
  'ItemsReturned',
  'PaymentRefunded',
  'CreditIssued',
  'AccountAdjusted',
]);

/** Adds one event to sums of trade as a whole: by day, by country, by customer. */
export const addTrade = <Sums extends SalesSums>(sums: Sums, event: Recorded): Sums => {
  switch (event.type) {
    case 'OrderPlaced':
      return {
        ...sums,
        orders: sums.orders + 1,
        units: sums.units + units(event.data.lines),
        linesMinor: sums.linesMinor + event.data.linesMinor,
        chargesMinor: sums.chargesMinor + event.data.chargesMinor,
      };
    case 'OrderCancelled':
      return {
        ...sums,
        cancelledOrders: sums.cancelledOrders + 1,
        cancelledMinor: sums.cancelledMinor + event.data.totalMinor,
      };
    case 'ItemsReturned':
      return {
        ...sums,
        unitsReturned: sums.unitsReturned + units(event.data.lines),
        returnsMinor: sums.returnsMinor + event.data.amountMinor,
      };
    case 'PaymentRefunded':
      return { ...sums, refunds: sums.refunds + 1, refundsMinor: sums.refundsMinor + event.data.amountMinor };
    case 'CreditIssued':
      return {
        ...sums,
        refunds: sums.refunds + 1,
        refundsMinor: sums.refundsMinor + event.data.totalMinor,
        unitsReturned: sums.unitsReturned + units(event.data.lines),
        returnsMinor: sums.returnsMinor + worth(event.data.lines),
      };
    case 'AccountAdjusted':
      return {
        ...sums,
        adjustments: sums.adjustments + 1,
        adjustmentsMinor: sums.adjustmentsMinor + event.data.amountMinor,
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
        units: sums.units + units(lines),
        linesMinor: sums.linesMinor + worth(lines),
      };
    }
    case 'OrderCancelled': {
      const lines = event.data.lines.filter((line) => line.sku === sku);
      return { ...sums, cancelledOrders: sums.cancelledOrders + 1, cancelledMinor: sums.cancelledMinor + worth(lines) };
    }
    case 'ItemsReturned':
    case 'CreditIssued': {
      const lines = linesOf(event).filter((line) => line.sku === sku);
      return {
        ...sums,
        unitsReturned: sums.unitsReturned + units(lines),
        returnsMinor: sums.returnsMinor + worth(lines),
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
    case 'ItemsReturned':
    case 'CreditIssued':
      return event.data.lines;
    default:
      return [];
  }
};
