import { payableMinorOf, type OrderLine, type Sealed } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { linesNamed, moved } from './order-movements.js';
import { goneOf, keptMinor, leftToShip, progressOf, type OrderState } from './order-state.js';
import { returnAmountMinor, shareMinor } from './return-amount.js';

/** Takes pieces that were not sent yet out of an order that goes on without them. */
export type CancelLines = {
  readonly kind: 'cancel-lines';
  readonly orderId: string;
  readonly cancellationId: string;
  /** In the shop's words. */
  readonly reason: string;
  /** In their own. */
  readonly words?: Sealed;
  /** Only this shopper's order; undefined for those who may change any. */
  readonly ofShopper?: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
};
export type CancelLinesRefusal = 'nothing-to-cancel' | 'more-than-unsent' | 'nothing-would-be-left';

const pieces = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

export const decideCancelLines = (command: CancelLines, state: OrderState) => {
  const { orderId, cancellationId, reason, words, ofShopper } = command;
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  // Someone else's order is told from no order by nothing at all.
  if (ofShopper !== undefined && state.order.shopperId !== ofShopper) return refuseAs('order-not-found', { orderId });
  if (state.status === 'cancelled') return refuseAs('order-cancelled', { orderId });
  if (state.cancellations?.has(cancellationId)) return alreadyDone;
  // While it waits for stock or money its lines are still being asked for one by one.
  if (state.status === 'placed') return refuseAs('order-not-confirmed', { orderId });
  if (command.lines.length === 0) return refuseAs('nothing-to-cancel', { orderId });
  const named = linesNamed(state, command.lines);
  if ('refused' in named) return named;
  const lines = [];
  for (const { line, quantity, progress } of named.found) {
    const left = line.quantity - progress.shipped - progress.cancelled;
    if (quantity > left) return refuseAs('more-than-unsent', { orderId, lineId: line.lineId, wanted: quantity, left });
    lines.push({ ...moved(line, quantity), amountMinor: returnAmountMinor(line, goneOf(progress), quantity) });
  }
  const complete = pieces(lines) === pieces(leftToShip(state));
  // Its charges would be left without goods: that is another decision, and another command.
  if (complete && state.status === 'confirmed') return refuseAs('nothing-would-be-left', { orderId });
  const { customerId, country, currency } = state.order;
  return accept({
    type: 'OrderLinesCancelled' as const,
    data: {
      ...{ orderId, cancellationId, reason, customerId, country, currency, lines, complete },
      ...(words === undefined ? {} : { words }),
      amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    },
  });
};

/** A line with fewer pieces: each of its amounts pro rata, what is paid for it exactly what was not cancelled. */
const lessOf = (line: OrderLine, cancelled: number, cancelledMinor: number): OrderLine => {
  const quantity = line.quantity - cancelled;
  const left = (amountMinor: number) => amountMinor - shareMinor(amountMinor, cancelled, line.quantity);
  const { amountMinor, discountMinor, taxMinor, payableMinor } = line;
  return {
    ...{ ...line, quantity },
    amountMinor: payableMinor === undefined ? amountMinor - cancelledMinor : left(amountMinor),
    ...(discountMinor === undefined ? {} : { discountMinor: left(discountMinor) }),
    ...(taxMinor === undefined ? {} : { taxMinor: left(taxMinor) }),
    ...(payableMinor === undefined ? {} : { payableMinor: payableMinorOf(line) - cancelledMinor }),
  };
};

/** What an order still sells when it is cancelled: all of it, less the lines that were cancelled before. */
export const stillSold = (state: Exclude<OrderState, { status: 'none' }>) => {
  const lines = state.order.lines.flatMap((line) => {
    const { cancelled, cancelledMinor } = progressOf(state, line.lineId);
    if (cancelled === 0) return [line];
    return cancelled === line.quantity ? [] : [lessOf(line, cancelled, cancelledMinor)];
  });
  if (lines.length === state.order.lines.length && lines.every((line, index) => line === state.order.lines[index])) {
    const { linesMinor, chargesMinor, totalMinor } = state.order;
    return { linesMinor, chargesMinor, totalMinor, lines };
  }
  const linesMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const totalMinor = keptMinor(state);
  return { linesMinor, chargesMinor: totalMinor - linesMinor, totalMinor, lines };
};
