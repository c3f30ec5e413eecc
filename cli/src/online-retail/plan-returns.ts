import type { RowOutcome } from './accounts.js';
import { chargeTitle } from './charge-codes.js';
import type { Invoice, InvoiceRow } from './invoice.js';
import { fileCurrency, type Naming } from './naming.js';
import type { InvoicePlan, ReturnPlan } from './plan.js';
import type { ReturnsLedger } from './returns-ledger.js';

const REASON = 'returned goods';

type LinePart = { lineId: string; quantity: number; amountMinor: number };

/** Pieces that came back, and the order that they had left with; undefined where they are credited. */
export type ReturnedPieces = { readonly quantity: number; readonly orderId: string | undefined };

/**
 * What a credit note says: goods that go back to the orders they were bought with, each refunded from what was paid for
 * it, and one credit for all that belongs to no order we know.
 */
export const planReturns = (
  invoice: Invoice,
  name: Naming,
  ledger: ReturnsLedger,
  outcomes: Map<InvoiceRow, RowOutcome>,
): Pick<InvoicePlan, 'returns' | 'credit'> & {
  readonly partsOf: ReadonlyMap<InvoiceRow, readonly ReturnedPieces[]>;
} => {
  const byOrder = new Map<string, LinePart[]>();
  const partsOf = new Map<InvoiceRow, ReturnedPieces[]>();
  const lines = [];
  const charges = [];
  for (const row of invoice.rows) {
    if (row.kind === 'credit-charge') {
      outcomes.set(row, 'charge-credited');
      const { code, quantity, amountMinor } = row;
      // 0 - x, because a charge of nothing is 0 and not -0.
      charges.push({ code, description: row.description || chargeTitle(code), quantity, amountMinor: 0 - amountMinor });
    }
    if (row.kind !== 'return') continue;
    const { parts, rest } = ledger.match(invoice, row);
    for (const { orderId, ...part } of parts) gather(byOrder, orderId, part);
    if (rest) lines.push({ sku: row.code, title: row.description || row.code, ...rest });
    partsOf.set(row, [
      ...parts.map(({ quantity, orderId }) => ({ quantity, orderId })),
      ...(rest ? [{ quantity: rest.quantity, orderId: undefined }] : []),
    ]);
    outcomes.set(row, outcomeOf(invoice, parts.length, rest !== undefined));
  }
  const { number: creditId, customerId, country } = invoice;
  const credit =
    lines.length + charges.length > 0
      ? name('credit', { creditId, customerId, country, currency: fileCurrency, lines, charges, reason: REASON })
      : undefined;
  return {
    returns: [...byOrder].map(([orderId, parts]) => planReturn(invoice, name, orderId, parts)),
    credit,
    partsOf,
  };
};

const outcomeOf = (invoice: Invoice, parts: number, rest: boolean): RowOutcome => {
  if (parts > 0) return rest ? 'return-split' : 'return-to-order';
  return invoice.customerId === null ? 'return-guest-credit' : 'return-customer-credit';
};

/** A return names a line once, however many rows of the credit note go back to it. */
const gather = (byOrder: Map<string, LinePart[]>, orderId: string, part: LinePart): void => {
  const parts = byOrder.get(orderId);
  if (!parts) {
    byOrder.set(orderId, [part]);
    return;
  }
  const same = parts.find(({ lineId }) => lineId === part.lineId);
  if (!same) parts.push(part);
  else {
    same.quantity += part.quantity;
    same.amountMinor += part.amountMinor;
  }
};

const planReturn = (invoice: Invoice, name: Naming, orderId: string, lines: readonly LinePart[]): ReturnPlan => {
  const returnId = invoice.number;
  const amountMinor = lines.reduce((sum, part) => sum + part.amountMinor, 0);
  return {
    orderId,
    goods: name(`return-${orderId}`, { orderId, returnId, reason: REASON, lines }),
    refund:
      amountMinor > 0
        ? name(`refund-${orderId}`, { orderId, refundId: returnId, returnId, amountMinor, reason: REASON })
        : undefined,
  };
};
