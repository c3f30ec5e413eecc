import { payableMinorOf, type OrderLine, type Sealed, type Tracking } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { goneOf, leftToShip, progressOf, type LineProgress, type OrderState } from './order-state.js';
import { returnAmountMinor } from './return-amount.js';
import { askedBack } from './return-state.js';

export type ShipItems = {
  readonly kind: 'ship';
  readonly orderId: string;
  readonly shipmentId: string;
  /** Without lines: all that is left. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly tracking?: Tracking;
  /** ISO 8601. */
  readonly shippedAt?: string;
  /** History ships what was never confirmed here. @default false */
  readonly unconfirmed?: boolean;
};
export type ReturnItems = {
  readonly kind: 'return';
  readonly orderId: string;
  readonly returnId: string;
  /** In the shop's words. */
  readonly reason: string;
  /** In a clerk's own. */
  readonly words?: Sealed;
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    /** What was given for it, where history says so. @default the line's amount pro rata */
    readonly amountMinor?: number;
  }[];
};
/** A shipment has arrived. */
export type DeliverShipment = {
  readonly kind: 'deliver';
  readonly orderId: string;
  readonly shipmentId: string;
  /** ISO 8601. */
  readonly deliveredAt?: string;
};
export type MovementRefusal =
  | 'shipment-not-found'
  | 'order-not-found'
  | 'order-cancelled'
  | 'order-not-confirmed'
  | 'order-line-not-found'
  | 'order-line-twice'
  | 'nothing-to-ship'
  | 'more-than-ordered'
  | 'nothing-to-return'
  | 'more-than-shipped'
  | 'more-than-paid-for';

type OpenOrder = Exclude<OrderState, { status: 'none' }>;

/** The lines that a command names, or why it cannot mean them. */
export const linesNamed = (
  state: OpenOrder,
  wanted: readonly { readonly lineId: string; readonly quantity: number; readonly amountMinor?: number }[],
) => {
  const byId = new Map(state.order.lines.map((line) => [line.lineId, line]));
  const seen = new Set<string>();
  const found: { line: OrderLine; quantity: number; amountMinor: number | undefined; progress: LineProgress }[] = [];
  for (const { lineId, quantity, amountMinor } of wanted) {
    const line = byId.get(lineId);
    if (!line) return refuseAs('order-line-not-found', { orderId: state.order.orderId, lineId });
    if (seen.has(lineId)) return refuseAs('order-line-twice', { orderId: state.order.orderId, lineId });
    seen.add(lineId);
    found.push({ line, quantity, amountMinor, progress: progressOf(state, lineId) });
  }
  return { found };
};

export const moved = (line: OrderLine, quantity: number) => ({ lineId: line.lineId, sku: line.sku, quantity });

export const decideShipment = (command: ShipItems, state: OrderState) => {
  const { orderId, shipmentId, unconfirmed = false } = command;
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  if (state.status === 'cancelled') return refuseAs('order-cancelled', { orderId });
  if (state.status === 'shipping' && state.shipments.has(shipmentId)) return alreadyDone;
  if (state.status === 'placed' && !unconfirmed) return refuseAs('order-not-confirmed', { orderId });

  const left = leftToShip(state);
  const wanted = command.lines ?? left.map(({ line, quantity }) => ({ lineId: line.lineId, quantity }));
  // An order of charges alone has nothing that could be shipped.
  if (wanted.length === 0) return refuseAs('nothing-to-ship', { orderId });
  const lines = linesNamed(state, wanted);
  if ('refused' in lines) return lines;
  for (const { line, quantity, progress } of lines.found) {
    const open = line.quantity - progress.shipped - progress.cancelled;
    if (quantity > open)
      return refuseAs('more-than-ordered', { orderId, lineId: line.lineId, wanted: quantity, left: open });
  }
  const pieces = (of: readonly { readonly quantity: number }[]) => of.reduce((sum, { quantity }) => sum + quantity, 0);
  return accept({
    type: 'ItemsShipped' as const,
    data: {
      orderId,
      shipmentId,
      lines: lines.found.map(({ line, quantity }) => moved(line, quantity)),
      complete: pieces(lines.found) === pieces(left),
      ...(command.tracking === undefined ? {} : { tracking: command.tracking }),
      ...(command.shippedAt === undefined ? {} : { shippedAt: command.shippedAt }),
    },
  });
};

export const decideDelivery = ({ orderId, shipmentId, deliveredAt }: DeliverShipment, state: OrderState) => {
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  if (state.status !== 'shipping' || !state.shipments.has(shipmentId))
    return refuseAs('shipment-not-found', { orderId, shipmentId });
  if (state.delivered.has(shipmentId)) return alreadyDone;
  return accept({
    type: 'ShipmentDelivered' as const,
    data: { orderId, shipmentId, ...(deliveredAt === undefined ? {} : { deliveredAt }) },
  });
};

export const decideReturn = (command: ReturnItems, state: OrderState) => {
  const { orderId, returnId, reason, words } = command;
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  if (state.status === 'shipping' && state.returns.has(returnId)) return alreadyDone;
  if (command.lines.length === 0) return refuseAs('nothing-to-return', { orderId });
  const named = linesNamed(state, command.lines);
  if ('refused' in named) return named;
  const lines = [];
  for (const { line, quantity, amountMinor, progress } of named.found) {
    // What was asked back comes by its own way; it is counted once.
    const asked = state.status === 'shipping' ? askedBack(state, line.lineId) : 0;
    const open = progress.shipped - progress.returned - asked;
    if (quantity > open)
      return refuseAs('more-than-shipped', { orderId, lineId: line.lineId, wanted: quantity, returnable: open });
    const worth = amountMinor ?? returnAmountMinor(line, goneOf(progress), quantity);
    const leftMinor = payableMinorOf(line) - goneOf(progress).returnedMinor;
    if (worth > leftMinor)
      return refuseAs('more-than-paid-for', { orderId, lineId: line.lineId, amountMinor: worth, leftMinor });
    lines.push({ ...moved(line, quantity), amountMinor: worth });
  }
  const { customerId, country, currency } = state.order;
  return accept({
    type: 'ItemsReturned' as const,
    data: {
      ...{ orderId, returnId, reason, customerId, country, currency, lines },
      ...(words === undefined ? {} : { words }),
      amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    },
  });
};
