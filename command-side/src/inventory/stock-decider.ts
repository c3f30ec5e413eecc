import type { ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider, type Decision } from '../decider.js';
import { lapse, settle } from './stock-settling.js';
import { available, emptyShelf, evolveStock, reservationId, unsold, type StockState } from './stock-state.js';

// Events and their fold: see stock-state.ts. What follows by itself: stock-settling.ts. Here are the decisions.

type OnShelf = { readonly sku: string };
type Movement = OnShelf & { readonly movementId: string };

export type ReceiveStock = Movement & { readonly kind: 'receive'; readonly quantity: number; readonly note?: string };
/** Somebody counted what lies there. */
export type CountStock = Movement & { readonly kind: 'count'; readonly counted: number };
export type AdjustStock = Movement & { readonly kind: 'adjust'; readonly quantity: number; readonly reason: string };
/** Takes pieces off the shelf that cannot be sold. */
export type WriteOffStock = Movement & {
  readonly kind: 'write-off';
  readonly quantity: number;
  readonly reason: string;
  readonly orderId?: string;
};
/**
 * Holds pieces for an order: all of them or none. With an end it may have to wait for those who came before; without one
 * (history, and orders without an end) it is held at once, for good, or refused.
 */
export type ReserveStock = OnShelf & {
  readonly kind: 'reserve';
  readonly orderId: string;
  readonly quantity: number;
  /** ISO 8601. */
  readonly expiresAt?: string;
};
/** The order is sure: what is held for it does not end any more. */
export type CommitStock = OnShelf & { readonly kind: 'commit'; readonly orderId: string };
/** Lets go of whatever is held or waited for; or only of some pieces that are held. */
export type ReleaseStock = OnShelf & {
  readonly kind: 'release';
  readonly orderId: string;
  readonly only?: { readonly movementId: string; readonly quantity: number };
};
/** Lets go of everything whose time is over. */
export type ExpireReservations = OnShelf & { readonly kind: 'expire' };
/** Pieces left the shop for an order: first those held for it, then free ones. */
export type ShipStock = Movement & { readonly kind: 'ship'; readonly orderId: string; readonly quantity: number };
export type ReturnStock = Movement & {
  readonly kind: 'return';
  readonly quantity: number;
  readonly orderId?: string;
  readonly creditId?: string;
  /** Of them, pieces that cannot be sold: they go off the shelf at once, before anybody who waits is given them. */
  readonly writtenOff?: { readonly quantity: number; readonly reason: string };
};
/** From how few free pieces on the shopkeeper wants to know; 0 for never. */
export type SetLowStockThreshold = OnShelf & {
  readonly kind: 'set-threshold';
  readonly changeId: string;
  readonly threshold: number;
};
/** What a clerk may do. */
export type UpdateStock = ReceiveStock | CountStock | AdjustStock | WriteOffStock;
type Wish =
  | UpdateStock
  | ReserveStock
  | CommitStock
  | ReleaseStock
  | ExpireReservations
  | ShipStock
  | ReturnStock
  | SetLowStockThreshold;
/** `now` (ISO 8601) is what ends are held against; without it nothing has ended. */
export type StockCommand = Wish & { readonly now?: string };
export type StockRefusal =
  | 'not-enough-stock'
  | 'too-many-waiting'
  | 'reservation-too-late'
  | 'reservation-not-held'
  | 'stock-below-reserved'
  | 'stock-too-large'
  | 'nothing-to-adjust';
type StockDecision = Decision<ShopEvent, StockRefusal>;

/** More than this of one thing is a slip of the finger. */
const MOST_ON_HAND = 1_000_000_000;
/** So many orders wait for one SKU at most; ten times a flash sale that sells a thousand. */
export const mostWaiting = 10_000;

const shelfFacts = (command: StockCommand, state: StockState) => ({
  sku: command.sku,
  onHand: state.onHand,
  reserved: state.reserved,
  available: available(state),
});

const receive = (command: ReceiveStock, state: StockState) => {
  if (state.onHand + command.quantity > MOST_ON_HAND)
    return refuseAs('stock-too-large', { ...shelfFacts(command, state), most: MOST_ON_HAND });
  const { sku, movementId, quantity } = command;
  const note = command.note === undefined ? {} : { note: command.note };
  return accept({ type: 'StockReceived' as const, data: { sku, movementId, quantity, ...note } });
};

/** Never refused: the goods are back already, however full the shelf is; nobody typed how many lie there now. */
const takeBack = ({ sku, movementId, quantity, orderId, creditId, writtenOff }: ReturnStock) => {
  const whence = { ...(orderId === undefined ? {} : { orderId }), ...(creditId === undefined ? {} : { creditId }) };
  const returned: ShopEvent = { type: 'StockReturned', data: { sku, movementId, quantity, ...whence } };
  if (writtenOff === undefined || writtenOff.quantity === 0) return accept(returned);
  return accept<ShopEvent>(returned, {
    type: 'StockWrittenOff',
    data: {
      ...{ sku, movementId: `${movementId}.off`, quantity: writtenOff.quantity, reason: writtenOff.reason },
      ...(orderId === undefined ? {} : { orderId }),
    },
  });
};

const count = (command: CountStock, state: StockState) => {
  const { sku, movementId, counted } = command;
  if (counted < state.reserved) return refuseAs('stock-below-reserved', { ...shelfFacts(command, state), counted });
  if (counted > MOST_ON_HAND) return refuseAs('stock-too-large', { ...shelfFacts(command, state), most: MOST_ON_HAND });
  return accept({
    type: 'StockCounted' as const,
    data: { sku, movementId, counted, difference: counted - state.onHand },
  });
};

const adjust = (command: AdjustStock, state: StockState) => {
  const { sku, movementId, quantity, reason } = command;
  if (quantity === 0) return refuseAs('nothing-to-adjust', { sku });
  if (available(state) + quantity < 0)
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: -quantity });
  if (state.onHand + quantity > MOST_ON_HAND)
    return refuseAs('stock-too-large', { ...shelfFacts(command, state), most: MOST_ON_HAND });
  return accept({ type: 'StockAdjusted' as const, data: { sku, movementId, quantity, reason } });
};

const writeOff = (command: WriteOffStock, state: StockState) => {
  const { sku, movementId, quantity, reason, orderId } = command;
  if (available(state) < quantity)
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity });
  return accept({
    type: 'StockWrittenOff' as const,
    data: { sku, movementId, quantity, reason, ...(orderId === undefined ? {} : { orderId }) },
  });
};

const reserve = (command: ReserveStock & { readonly now?: string }, state: StockState) => {
  const { sku, orderId, quantity, expiresAt, now } = command;
  const free = available(state);
  if (expiresAt === undefined)
    return quantity > free
      ? refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity })
      : accept({ type: 'StockReserved' as const, data: { sku, orderId, quantity } });
  if (now !== undefined && expiresAt <= now) return refuseAs('reservation-too-late', { sku, orderId, expiresAt });
  // Nobody is refused for what others hold and may let go of: only for what is sold.
  if (quantity > unsold(state))
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity });
  const data = { sku, orderId, quantity, expiresAt };
  if (quantity <= free && state.queue.isEmpty()) return accept({ type: 'StockReserved' as const, data });
  if (state.queue.size >= mostWaiting) return refuseAs('too-many-waiting', { sku, waiting: state.queue.size });
  return accept({ type: 'ReservationQueued' as const, data });
};

const commit = ({ sku, orderId }: CommitStock, state: StockState) => {
  const hold = state.reservations.get(orderId);
  if (!hold) return refuseAs('reservation-not-held', { sku, orderId });
  return hold.expiresAt === undefined
    ? alreadyDone
    : accept({ type: 'StockCommitted' as const, data: { sku, orderId, quantity: hold.quantity } });
};

const release = ({ sku, orderId, only }: ReleaseStock, state: StockState) => {
  const hold = state.reservations.get(orderId);
  if (only) {
    // What is not held any more was let go of with the whole order, or went out of free pieces.
    const quantity = Math.min(only.quantity, hold?.quantity ?? 0);
    if (quantity === 0) return alreadyDone;
    return accept({
      type: 'StockReleased' as const,
      data: { sku, orderId, quantity, movementId: only.movementId },
    });
  }
  if (hold) return accept({ type: 'StockReleased' as const, data: { sku, orderId, quantity: hold.quantity } });
  const place = state.places.get(orderId);
  const waitingOne = place === undefined ? undefined : state.queue.get(place);
  return waitingOne
    ? accept({ type: 'ReservationWithdrawn' as const, data: { sku, orderId, quantity: waitingOne.quantity } })
    : alreadyDone;
};

const ship = (command: ShipStock, state: StockState) => {
  const { sku, movementId, orderId, quantity } = command;
  const fromReservation = Math.min(state.reservations.get(orderId)?.quantity ?? 0, quantity);
  if (quantity - fromReservation > available(state))
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity });
  return accept({ type: 'StockShipped' as const, data: { sku, movementId, orderId, quantity, fromReservation } });
};

/** Names under which a repeat of the command is known; undefined where the shelf itself shows whether it was done. */
const nameOf = (command: StockCommand): string | undefined => {
  switch (command.kind) {
    case 'reserve':
      return reservationId(command.orderId);
    case 'commit':
    case 'expire':
      return undefined;
    case 'release':
      return command.only?.movementId;
    case 'set-threshold':
      return command.changeId;
    default:
      return command.movementId;
  }
};

const carryOut = (command: StockCommand, state: StockState): StockDecision => {
  switch (command.kind) {
    case 'receive':
      return receive(command, state);
    case 'return':
      return takeBack(command);
    case 'count':
      return count(command, state);
    case 'adjust':
      return adjust(command, state);
    case 'write-off':
      return writeOff(command, state);
    case 'reserve':
      return reserve(command, state);
    case 'commit':
      return commit(command, state);
    case 'release':
      return release(command, state);
    case 'ship':
      return ship(command, state);
    case 'set-threshold': {
      const { sku, threshold, changeId } = command;
      return accept({ type: 'LowStockThresholdSet' as const, data: { sku, threshold, changeId } });
    }
    case 'expire':
      return alreadyDone;
  }
};

const decide = (command: StockCommand, state: StockState): StockDecision => {
  const name = nameOf(command);
  if (name !== undefined && state.movements.has(name)) return alreadyDone;
  const { sku, now } = command;
  const lapsed = now === undefined ? { state, events: [] } : lapse(sku, state, now);
  const decision = carryOut(command, lapsed.state);
  // A refusal writes nothing, not even what time took away: the next decision, or the sweep, finds it again.
  if (!('events' in decision)) return decision;
  if (decision.events.length + lapsed.events.length === 0) return alreadyDone;
  const after = decision.events.reduce(evolveStock, lapsed.state);
  return { events: settle(sku, { state: after, events: [...lapsed.events, ...decision.events] }).events };
};

/**
 * The shelf of one SKU. It is never below zero, what is held for an order goes to that order alone, and nobody is refused
 * what those before them may yet let go of.
 */
export const stockDecider: Decider<StockState, StockCommand, ShopEvent, StockRefusal> = {
  initial: emptyShelf,
  evolve: evolveStock,
  decide,
};
