import type { DataOf, Recorded, TaxSum } from '@storefold/contracts';
import { stillSold } from '../orders/order-cancelling.js';
import { evolveOrder, keptMinor, noOrder, type OrderState, type PlacedOrder } from '../orders/order-state.js';
import { evolvePayment, unpaid, type PaymentState } from '../payments/payment-state.js';
import { creditedLine, creditForLines, creditForSum, leftAfter, type CreditContent } from './credit-content.js';
import { invoiceContentOf, type InvoiceContent } from './invoice-content.js';

/** A document that an order's history asks for, and when that happened for which it is issued. */
export type BilledInvoice = InvoiceContent & { readonly order: PlacedOrder; readonly issuedAt: string };
export type BilledCredit = CreditContent & { readonly issuedAt: string };

/**
 * What is to be invoiced and credited for one order: a fold over its own events and those of its payment, in the order of the
 * log. So whoever looks, whenever they look, finds the same documents; a register gives them their numbers, once.
 */
export type Bill = {
  readonly state: OrderState;
  readonly money: PaymentState;
  readonly orderedAt: string;
  readonly delivery: DataOf<'OrderPlaced'>['delivery'];
  /** Undefined while nothing was sent, and where it was sent before the shop came here: imported history has its own invoices. */
  readonly invoice: BilledInvoice | undefined;
  /** Oldest first. */
  readonly credits: readonly BilledCredit[];
  /** What is left of the invoice, by rate of tax. */
  readonly left: readonly TaxSum[];
  /** What was credited of each line, in minor units. */
  readonly creditedOfLines: ReadonlyMap<string, number>;
  /** What was credited for refunds that the bank did not take in the end: whoever gives it another way owes no note. */
  readonly promisedMinor: number;
  /** From before the invoice, by refund id: what was given back and still is owed by what was sold. */
  readonly early: ReadonlyMap<string, number>;
};

export const noBill: Bill = {
  ...{ state: noOrder, money: unpaid, orderedAt: '', delivery: undefined, invoice: undefined, credits: [], left: [] },
  ...{ creditedOfLines: new Map(), promisedMinor: 0, early: new Map() },
};

/** What is worth nothing, or was credited before, needs no note. */
const withCredit = (bill: Bill, content: CreditContent, issuedAt: string): Bill =>
  content.totalMinor <= 0
    ? bill
    : { ...bill, credits: [...bill.credits, { ...content, issuedAt }], left: leftAfter(bill.left, content.taxes) };

const withPieces = (
  bill: Bill,
  cause: CreditContent['cause'],
  pieces: readonly { readonly lineId: string; readonly quantity: number; readonly amountMinor: number }[],
  issuedAt: string,
): Bill => {
  if (!bill.invoice) return bill;
  const creditedOfLines = new Map(bill.creditedOfLines);
  const lines = [];
  for (const piece of pieces) {
    const line = bill.invoice.lines.find(({ lineId }) => lineId === piece.lineId);
    if (!line) continue;
    const before = creditedOfLines.get(line.lineId) ?? 0;
    lines.push(creditedLine(line, piece, before));
    creditedOfLines.set(line.lineId, before + piece.amountMinor);
  }
  return withCredit({ ...bill, creditedOfLines }, creditForLines(cause, lines, bill.left), issuedAt);
};

/** What is owed for all that is sold, paid or not: of an invoice, what is left of it. */
const owedMinor = ({ invoice, left, state }: Bill): number => {
  if (invoice) return left.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
  return state.status === 'none' || state.status === 'cancelled' ? 0 : keptMinor(state);
};

/** What came in beyond what is owed, and is not on its way back: giving it back changes nothing that was invoiced. */
const overpaidMinor = (bill: Bill, refundId: string): number => {
  const { money } = bill;
  if (money.kind === 'unpaid') return 0;
  const own = money.cards.refunds.get(refundId);
  const underWay = money.refundingMinor - (own?.status === 'started' ? own.amountMinor : 0);
  return Math.max(0, money.receivedMinor - money.refundedMinor - underWay - owedMinor(bill));
};

const withSum = (bill: Bill, refundId: string, amountMinor: number, issuedAt: string): Bill =>
  withCredit(bill, creditForSum({ kind: 'refund', id: refundId }, amountMinor, bill.left), issuedAt);

/** A refund that names no goods: what it gives back beyond what was overpaid is taken off the invoice. */
const withRefund = (bill: Bill, { refundId, amountMinor }: DataOf<'PaymentRefunded'>, at: string): Bill => {
  const uncovered = Math.max(0, amountMinor - Math.max(overpaidMinor(bill, refundId), bill.promisedMinor));
  const after = { ...bill, promisedMinor: Math.max(0, bill.promisedMinor - amountMinor) };
  if (bill.invoice) return withSum(after, refundId, uncovered, at);
  return uncovered === 0 ? after : { ...after, early: new Map(bill.early).set(refundId, uncovered) };
};

/** Its note stands, and the money is still promised; one that has no note yet needs none any more. */
const withoutRefund = (bill: Bill, { refundId, amountMinor }: DataOf<'RefundFailed'>): Bill => {
  const early = new Map(bill.early);
  if (early.delete(refundId)) return { ...bill, early };
  const isCredited = bill.credits.some(({ cause }) => cause.kind === 'refund' && cause.id === refundId);
  return isCredited ? { ...bill, promisedMinor: bill.promisedMinor + amountMinor } : bill;
};

/** What was found in a parcel: its goods by line, and the price of the delivery, where it goes back, in a note of its own. */
const withInspection = (
  bill: Bill,
  { returnId, inspectionId, lines, deliveryMinor = 0 }: DataOf<'ReturnInspected'>,
  at: string,
): Bill => {
  const ofGoods = withPieces(bill, { kind: 'return', id: returnId }, lines, at);
  return bill.invoice && deliveryMinor > 0 ? withSum(ofGoods, inspectionId, deliveryMinor, at) : ofGoods;
};

/** The invoice: for all that the order still sells when goods of it are sent for the first time. */
const withInvoice = (bill: Bill, { metadata: { occurredAt, origin } }: Recorded): Bill => {
  const { state } = bill;
  if (bill.invoice || state.status === 'none' || state.status === 'shipping' || origin === 'import') return bill;
  const content = invoiceContentOf(state.order, stillSold(state));
  const invoice = { ...content, order: state.order, issuedAt: occurredAt };
  let after: Bill = { ...bill, invoice, left: content.taxes, early: new Map() };
  for (const [refundId, amountMinor] of bill.early) after = withSum(after, refundId, amountMinor, occurredAt);
  return after;
};

/** Whether a refund pays back goods or an order that was cancelled: those are credited by what became of them. */
const isOfGoods = ({
  returnId,
  cancellationId,
  ofCancelled,
}: Pick<DataOf<'PaymentRefunded'>, 'returnId' | 'cancellationId' | 'ofCancelled'>): boolean =>
  returnId !== undefined || cancellationId !== undefined || ofCancelled === true;

const evolveDocuments = (bill: Bill, event: Recorded): Bill => {
  const { occurredAt } = event.metadata;
  switch (event.type) {
    case 'OrderPlaced':
      return { ...bill, orderedAt: occurredAt, delivery: event.data.delivery };
    case 'ItemsShipped':
      return withInvoice(bill, event);
    case 'ItemsReturned':
      return withPieces(bill, { kind: 'return', id: event.data.returnId }, event.data.lines, occurredAt);
    case 'ReturnInspected':
      return withInspection(bill, event.data, occurredAt);
    case 'OrderLinesCancelled':
      return withPieces(bill, { kind: 'cancellation', id: event.data.cancellationId }, event.data.lines, occurredAt);
    case 'PaymentRefunded':
      return isOfGoods(event.data) ? bill : withRefund(bill, event.data, occurredAt);
    case 'RefundFailed':
      return isOfGoods(event.data) || !event.data.wasRefunded ? bill : withoutRefund(bill, event.data);
    default:
      return bill;
  }
};

/** Folds one event of the order or of its payment into the bill. Total. */
export const evolveBill = (bill: Bill, event: Recorded): Bill => {
  const after = evolveDocuments(bill, event);
  return { ...after, state: evolveOrder(bill.state, event), money: evolvePayment(bill.money, event) };
};

/**
 * The bill of an order.
 *
 * @param events of the order and of its payment, each in the order of its stream; of both, the log's order is kept
 */
export const billOf = (events: readonly Recorded[]): Bill =>
  [...events]
    .sort((one, other) => (one.position < other.position ? -1 : one.position > other.position ? 1 : 0))
    .reduce(evolveBill, noBill);
