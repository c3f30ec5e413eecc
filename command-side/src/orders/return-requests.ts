import type { ReturnReason, Sealed } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { linesNamed, moved } from './order-movements.js';
import type { OrderState } from './order-state.js';
import { askedBack, requestsOf, type ReturnRequest, type ReturnStatus, type Sent } from './return-state.js';

// A return from the wish to the parcel that is here. What was found in it: return-inspection.ts.

type OfReturn = { readonly orderId: string; readonly returnId: string };
export type RequestReturn = OfReturn & {
  readonly kind: 'request-return';
  /** Only of this shopper's order; undefined for those who may ask for anybody. */
  readonly ofShopper?: string;
  readonly reason: ReturnReason;
  /** In their own words. */
  readonly words?: Sealed;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  /** ISO 8601: what arrived (or was sent, where nobody heard of its arrival) before it is too late. Absent: no end. */
  readonly since?: string;
};
export type ApproveReturn = OfReturn & { readonly kind: 'approve-return' };
export type DeclineReturn = OfReturn & { readonly kind: 'decline-return'; readonly words?: Sealed };
export type WithdrawReturn = OfReturn & { readonly kind: 'withdraw-return'; readonly ofShopper?: string };
/** The parcel is here, with these pieces of what was announced. */
export type ReceiveReturn = OfReturn & {
  readonly kind: 'receive-return';
  readonly receiptId: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
};
export type ReturnRefusal =
  'return-not-found' | 'return-too-late' | 'too-many-returns' | 'return-state-differs' | 'more-than-asked-back';

/** More requests than this for one order are no shopping any more. */
const mostRequests = 50;

type Shipped = Extract<OrderState, { status: 'shipping' }>;
type Refused = ReturnType<typeof refuseAs<ReturnRefusal | 'order-not-found'>>;

/** Pieces of a line that left, and the newest moment from which their time is counted; older logs say none. */
const tooLate = (sent: ReadonlyMap<string, Sent> | undefined, lineId: string, since: string | undefined): number => {
  let pieces = 0;
  if (since !== undefined)
    for (const shipment of sent?.values() ?? []) if (shipment.at < since) pieces += shipment.pieces.get(lineId) ?? 0;
  return pieces;
};

export const decideRequest = (command: RequestReturn, state: OrderState) => {
  const { orderId, returnId, ofShopper, reason, words, since } = command;
  if (state.status === 'none') return refuseAs('order-not-found', { orderId });
  // Someone else's order is told from no order by nothing at all.
  if (ofShopper !== undefined && state.order.shopperId !== ofShopper) return refuseAs('order-not-found', { orderId });
  if (state.status === 'shipping' && requestsOf(state).has(returnId)) return alreadyDone;
  if (command.lines.length === 0) return refuseAs('nothing-to-return', { orderId });
  if (state.status === 'shipping' && requestsOf(state).size >= mostRequests)
    return refuseAs('too-many-returns', { orderId, most: mostRequests });
  const named = linesNamed(state, command.lines);
  if ('refused' in named) return named;
  const shipping = state.status === 'shipping' ? state : undefined;
  for (const { line, quantity, progress } of named.found) {
    const { lineId } = line;
    const about = { orderId, lineId, wanted: quantity };
    const returnable = progress.shipped - progress.returned - (shipping ? askedBack(shipping, lineId) : 0);
    if (quantity > returnable) return refuseAs('more-than-shipped', { ...about, returnable });
    // What came back is taken to be the oldest, so that the newest pieces keep their time.
    const inTime = Math.min(returnable, progress.shipped - tooLate(shipping?.sent, lineId, since));
    if (since !== undefined && quantity > inTime) return refuseAs('return-too-late', { ...about, inTime, since });
  }
  return accept({
    type: 'ReturnRequested' as const,
    data: {
      ...{ orderId, returnId, reason, lines: named.found.map(({ line, quantity }) => moved(line, quantity)) },
      ...(words === undefined ? {} : { words }),
    },
  });
};

/** The request that a command names, if its order and itself are there. */
export const requestNamed = (
  { orderId, returnId, ofShopper }: OfReturn & { readonly ofShopper?: string },
  state: OrderState,
): { readonly state: Shipped; readonly request: ReturnRequest } | Refused => {
  if (state.status === 'none' || (ofShopper !== undefined && state.order.shopperId !== ofShopper))
    return refuseAs('order-not-found', { orderId });
  const request = state.status === 'shipping' ? requestsOf(state).get(returnId) : undefined;
  return state.status === 'shipping' && request
    ? { state, request }
    : refuseAs('return-not-found', { orderId, returnId });
};

export const stateDiffers = ({ orderId, returnId }: OfReturn, { status }: ReturnRequest, needs: string) =>
  refuseAs('return-state-differs', { orderId, returnId, status, needs });

export const decideApproval = (command: ApproveReturn, state: OrderState) => {
  const named = requestNamed(command, state);
  if ('refused' in named) return named;
  const { orderId, returnId } = command;
  if (named.request.status === 'requested')
    return accept({ type: 'ReturnApproved' as const, data: { orderId, returnId } });
  const approvedOnce: readonly ReturnStatus[] = ['approved', 'received', 'inspected'];
  return approvedOnce.includes(named.request.status) ? alreadyDone : stateDiffers(command, named.request, 'requested');
};

export const decideDecline = (command: DeclineReturn, state: OrderState) => {
  const named = requestNamed(command, state);
  if ('refused' in named) return named;
  const { orderId, returnId, words } = command;
  if (named.request.status === 'declined') return alreadyDone;
  // What was approved was promised: the parcel may be on its way.
  if (named.request.status !== 'requested') return stateDiffers(command, named.request, 'requested');
  return accept({
    type: 'ReturnDeclined' as const,
    data: { orderId, returnId, ...(words === undefined ? {} : { words }) },
  });
};

export const decideWithdrawal = (command: WithdrawReturn, state: OrderState) => {
  const named = requestNamed(command, state);
  if ('refused' in named) return named;
  const { orderId, returnId } = command;
  if (named.request.status === 'withdrawn') return alreadyDone;
  if (named.request.status !== 'requested' && named.request.status !== 'approved')
    return stateDiffers(command, named.request, 'requested or approved');
  return accept({ type: 'ReturnWithdrawn' as const, data: { orderId, returnId } });
};

export const decideReceipt = (command: ReceiveReturn, state: OrderState) => {
  const named = requestNamed(command, state);
  if ('refused' in named) return named;
  const { orderId, returnId, receiptId } = command;
  const { request } = named;
  if (request.receiptId === receiptId) return alreadyDone;
  if (request.status !== 'approved') return stateDiffers(command, request, 'approved');
  if (command.lines.length === 0) return refuseAs('nothing-to-return', { orderId });
  const lines = linesNamed(named.state, command.lines);
  if ('refused' in lines) return lines;
  for (const { line, quantity } of lines.found) {
    const asked = request.pieces.get(line.lineId) ?? 0;
    if (quantity > asked)
      return refuseAs('more-than-asked-back', { orderId, returnId, lineId: line.lineId, came: quantity, asked });
  }
  return accept({
    type: 'ReturnReceived' as const,
    data: { orderId, returnId, receiptId, lines: lines.found.map(({ line, quantity }) => moved(line, quantity)) },
  });
};
