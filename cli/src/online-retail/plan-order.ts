import { lineAmountMinor, sumMinor } from '@storefold/contracts';
import type { RowOutcome } from './accounts.js';
import { chargeTitle } from './charge-codes.js';
import type { Invoice, InvoiceRow } from './invoice.js';
import { fileCurrency, type Naming } from './naming.js';
import type { OrderPlan } from './plan.js';

/**
 * The order that an invoice is: its goods as lines (one per row, never merged), the rest as charges; paid in full and
 * shipped at once, as the file says no more.
 */
export const planOrder = (
  invoice: Invoice,
  name: Naming,
  outcomes: Map<InvoiceRow, RowOutcome>,
): OrderPlan | undefined => {
  const goods = invoice.rows.filter(({ kind }) => kind === 'line');
  const others = invoice.rows.filter(({ kind }) => kind === 'charge');
  if (goods.length + others.length === 0) return undefined;
  for (const row of goods) outcomes.set(row, 'order-line');
  for (const row of others) outcomes.set(row, 'order-charge');

  const { number: orderId, customerId, country } = invoice;
  const lines = goods.map((row) => ({
    lineId: row.place.toString(),
    sku: row.code,
    title: row.description || row.code,
    quantity: row.quantity,
    unitPriceMinor: lineAmountMinor(1, row.price),
    amountMinor: row.amountMinor,
  }));
  const charges = others.map((row) => ({
    code: row.code,
    description: row.description || chargeTitle(row.code),
    quantity: row.quantity,
    amountMinor: row.amountMinor,
  }));
  const totalMinor = sumMinor([...lines, ...charges].map(({ amountMinor }) => amountMinor));
  const method = customerId === null ? ('card-terminal' as const) : ('on-account' as const);
  return {
    place: name('place', {
      orderId,
      orderNumber: orderId,
      customerId,
      country,
      currency: fileCurrency,
      lines,
      charges,
    }),
    ship: lines.length > 0 ? name('ship', { orderId, shipmentId: `${orderId}.shipped` }) : undefined,
    payment:
      totalMinor > 0
        ? name('pay', {
            orderId,
            receiptId: `${orderId}.paid`,
            method,
            amountMinor: totalMinor,
            currency: fileCurrency,
          })
        : undefined,
    totalMinor,
  };
};
