import {
  mostMinor,
  mostPieces,
  type OrderCharge,
  type OrderLine,
  type PaymentChoice,
  type Sealed,
  type ShopEvent,
} from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import {
  decideDelivery,
  decideReturn,
  decideShipment,
  type DeliverShipment,
  type MovementRefusal,
  type ReturnItems,
  type ShipItems,
} from './order-movements.js';
import { decideCancelLines, stillSold, type CancelLines, type CancelLinesRefusal } from './order-cancelling.js';
import { decideInspection, type InspectionRefusal, type InspectReturn } from './return-inspection.js';
import {
  decideApproval,
  decideDecline,
  decideReceipt,
  decideRequest,
  decideWithdrawal,
  type ApproveReturn,
  type DeclineReturn,
  type ReceiveReturn,
  type RequestReturn,
  type ReturnRefusal,
  type WithdrawReturn,
} from './return-requests.js';
import { evolveOrder, noOrder, type OrderState } from './order-state.js';

// Events and their fold: see order-state.ts. What moves goods: order-movements.ts.

export type PlaceOrder = {
  readonly kind: 'place';
  readonly orderId: string;
  /** What people read out. */
  readonly orderNumber: string;
  readonly shopperId?: string | undefined;
  readonly customerId: string | null;
  readonly country: string;
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  /** Postage and the like; an order of charges alone is known from history only. */
  readonly charges: readonly OrderCharge[];
  /** Codes that took something off. */
  readonly discountCodes?: readonly string[] | undefined;
  readonly tax?: { readonly taxMinor: number; readonly pricesIncludeTax: boolean } | undefined;
  readonly delivery?: Sealed;
  /** Absent: it is paid later and without a gateway. */
  readonly payment?: PaymentChoice | undefined;
  /** ISO 8601: what is not confirmed by then is cancelled. */
  readonly confirmBy?: string | undefined;
};
/** Every line is held in stock. */
export type ConfirmOrder = { readonly kind: 'confirm'; readonly orderId: string };
export type CancelOrder = {
  readonly kind: 'cancel';
  readonly orderId: string;
  /** In the shop's words. */
  readonly reason: string;
  /** In their own. */
  readonly words?: Sealed;
  /** Only this shopper's order; undefined for those who may cancel any. */
  readonly ofShopper?: string;
  /** Only while it waits for stock or money: one that was confirmed meanwhile stays. @default false */
  readonly onlyUnconfirmed?: boolean;
};
/** What is done with a return that was asked for. */
export type ReturnCommand =
  RequestReturn | ApproveReturn | DeclineReturn | WithdrawReturn | ReceiveReturn | InspectReturn;
export type OrderCommand =
  PlaceOrder | ConfirmOrder | CancelOrder | CancelLines | ShipItems | DeliverShipment | ReturnItems | ReturnCommand;
export type OrderRefusal =
  | 'order-empty'
  | 'amount-too-large'
  | 'too-many-of-one'
  | 'order-not-found'
  | 'order-cancelled'
  | 'order-confirmed'
  | 'order-already-shipped'
  | CancelLinesRefusal
  | MovementRefusal
  | ReturnRefusal
  | InspectionRefusal;

const total = (amounts: readonly { readonly amountMinor: number }[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** The first SKU of which the lines together want more than a shelf gives to one order. */
const tooManyOf = (lines: readonly OrderLine[]): { readonly sku: string; readonly wanted: number } | undefined => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  for (const [sku, wanted] of sums) if (wanted > mostPieces) return { sku, wanted };
  return undefined;
};

const place = (command: PlaceOrder, state: OrderState) => {
  const {
    orderId,
    orderNumber,
    shopperId,
    customerId,
    country,
    currency,
    lines,
    charges,
    delivery,
    payment,
    confirmBy,
    discountCodes = [],
    tax,
  } = command;
  if (state.status !== 'none') return alreadyDone;
  if (lines.length === 0 && charges.length === 0) return refuseAs('order-empty');
  const tooMany = tooManyOf(lines);
  if (tooMany) return refuseAs('too-many-of-one', { ...tooMany, most: mostPieces });
  const [linesMinor, chargesMinor] = [total(lines), total(charges)];
  const totalMinor = linesMinor + chargesMinor;
  // A sum that is no longer exact is beyond the bound by far.
  if ([linesMinor, chargesMinor, totalMinor].some((sum) => Math.abs(sum) > mostMinor))
    return refuseAs('amount-too-large', { totalMinor, mostMinor });
  return accept({
    type: 'OrderPlaced' as const,
    data: {
      ...{ orderId, orderNumber, customerId, country, linesMinor, chargesMinor, totalMinor, currency },
      lines: [...lines],
      charges: [...charges],
      ...(shopperId === undefined ? {} : { shopperId }),
      ...(delivery === undefined ? {} : { delivery }),
      ...(discountCodes.length === 0 ? {} : { discountCodes: [...discountCodes] }),
      ...(tax === undefined ? {} : { tax }),
      ...(payment === undefined ? {} : { payment }),
      ...(confirmBy === undefined ? {} : { confirmBy }),
    },
  });
};

const confirm = ({ orderId }: ConfirmOrder, state: OrderState) => {
  switch (state.status) {
    case 'none':
      return refuseAs('order-not-found', { orderId });
    case 'placed':
      return accept({ type: 'OrderConfirmed' as const, data: { orderId } });
    case 'cancelled':
      return refuseAs('order-cancelled', { orderId });
    default:
      return alreadyDone;
  }
};

const cancel = ({ orderId, reason, words, ofShopper, onlyUnconfirmed = false }: CancelOrder, state: OrderState) => {
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  // Someone else's order is told from no order by nothing at all.
  if (ofShopper !== undefined && state.order.shopperId !== ofShopper) return refuseAs('order-not-found', { orderId });
  if (state.status === 'cancelled') return alreadyDone;
  if (onlyUnconfirmed && state.status !== 'placed') return refuseAs('order-confirmed', { orderId });
  if (state.status === 'shipping') return refuseAs('order-already-shipped', { orderId });
  const { customerId, country, currency, discountCodes } = state.order;
  return accept({
    type: 'OrderCancelled' as const,
    data: {
      ...{ orderId, reason, customerId, country, currency },
      ...stillSold(state),
      ...(words === undefined ? {} : { words }),
      ...(discountCodes === undefined ? {} : { discountCodes }),
    },
  });
};

/** An order from placed to returned. It is cancelled only while nothing has left the shop. */
export const orderDecider: Decider<OrderState, OrderCommand, ShopEvent, OrderRefusal> = {
  initial: noOrder,
  evolve: evolveOrder,
  decide: (command, state) => {
    switch (command.kind) {
      case 'place':
        return place(command, state);
      case 'confirm':
        return confirm(command, state);
      case 'cancel':
        return cancel(command, state);
      case 'cancel-lines':
        return decideCancelLines(command, state);
      case 'ship':
        return decideShipment(command, state);
      case 'deliver':
        return decideDelivery(command, state);
      case 'return':
        return decideReturn(command, state);
      case 'request-return':
        return decideRequest(command, state);
      case 'approve-return':
        return decideApproval(command, state);
      case 'decline-return':
        return decideDecline(command, state);
      case 'withdraw-return':
        return decideWithdrawal(command, state);
      case 'receive-return':
        return decideReceipt(command, state);
      case 'inspect-return':
        return decideInspection(command, state);
    }
  },
};
