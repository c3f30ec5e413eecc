import type { ShopEvent } from '@storefold/contracts';
import { Map as PersistentMap } from 'immutable';
import { Ends } from './ends.js';
import { MovementIds } from './movement-ids.js';

/** Pieces that an order wants of this SKU: held for it, or waited for. */
export type Hold = {
  readonly quantity: number;
  /** ISO 8601; undefined where it lasts until it is shipped or released: committed, or from before there were ends. */
  readonly expiresAt: string | undefined;
};

/**
 * What lies on the shelf under one SKU. Holds and the queue are persistent maps, in which a change costs the logarithm of
 * their size: a flash sale folds thousands of them.
 */
export type StockState = {
  readonly onHand: number;
  /** Pieces held, firmly or not: the sum of `reservations`. */
  readonly reserved: number;
  /** Of these, what no time takes away: the part of the shelf that is sold. */
  readonly firm: number;
  /** By order id. */
  readonly reservations: PersistentMap<string, Hold>;
  /** Orders that wait, the first come first: by the ordinal of their coming. */
  readonly queue: PersistentMap<number, Hold & { readonly orderId: string }>;
  readonly places: PersistentMap<string, number>;
  readonly nextPlace: number;
  /** Where the queue begins: no place before it is taken. */
  readonly firstPlace: number;
  /** When the holds that end do so, held or waiting. */
  readonly ends: Ends;
  /** Nobody who waits wants more than this. */
  readonly mostWanted: number;
  /** From how few free pieces on somebody wants to know; 0 asks for nothing. */
  readonly threshold: number;
  /** Said to have run low, and not yet to have recovered. */
  readonly low: boolean;
  /** The newest movements and reservations, by which a repeat is recognised. */
  readonly movements: MovementIds;
};

export const emptyShelf: StockState = {
  ...{ onHand: 0, reserved: 0, firm: 0 },
  reservations: PersistentMap(),
  queue: PersistentMap(),
  places: PersistentMap(),
  ...{ nextPlace: 1, firstPlace: 1, ends: Ends.none, mostWanted: 0 },
  ...{ threshold: 0, low: false },
  movements: MovementIds.none,
};

/** What is neither held nor gone. */
export const available = (state: StockState): number => state.onHand - state.reserved;

/** What is not sold: free, or held by orders that may yet fall through. */
export const unsold = (state: StockState): number => state.onHand - state.firm;

/** Name under which a reservation is remembered among the movements: an order holds a SKU at most once, ever. */
export const reservationId = (orderId: string): string => `held:${orderId}`;

/** What became of an order's wish for this SKU; `ended` when it was released, shipped, refused, withdrawn or expired. */
export const reservationOf = (
  state: StockState,
  orderId: string,
): 'none' | 'waiting' | 'held' | 'committed' | 'ended' => {
  const held = state.reservations.get(orderId);
  if (held) return held.expiresAt === undefined ? 'committed' : 'held';
  if (state.places.has(orderId)) return 'waiting';
  return state.movements.has(reservationId(orderId)) ? 'ended' : 'none';
};

/** Those who wait, the first come first. */
export const waiting = function* (state: StockState): Generator<Hold & { readonly orderId: string }> {
  for (let place = state.firstPlace; place < state.nextPlace; place++) {
    const one = state.queue.get(place);
    if (one) yield one;
  }
};

/** The agenda with another end of an order's hold in place of the one before. */
const rescheduled = (ends: Ends, orderId: string, before: string | undefined, after: string | undefined): Ends => {
  if (before === after) return ends;
  const without = before === undefined ? ends : ends.without(orderId, before);
  return after === undefined ? without : without.with(orderId, after);
};

const firmPart = ({ quantity, expiresAt }: Hold): number => (expiresAt === undefined ? quantity : 0);

/** The shelf with another hold of an order; without one where nothing is left of it. */
const withHold = (state: StockState, orderId: string, hold: Hold): StockState => {
  const before = state.reservations.get(orderId) ?? { quantity: 0, expiresAt: undefined };
  const after = { ...hold, quantity: Math.max(0, hold.quantity) };
  return {
    ...state,
    reserved: state.reserved + after.quantity - before.quantity,
    firm: state.firm + firmPart(after) - firmPart(before),
    reservations: after.quantity === 0 ? state.reservations.delete(orderId) : state.reservations.set(orderId, after),
    ends: rescheduled(state.ends, orderId, before.expiresAt, after.quantity === 0 ? undefined : after.expiresAt),
  };
};

/** Pieces off an order's hold. */
const less = (state: StockState, orderId: string, quantity: number): StockState => {
  const hold = state.reservations.get(orderId);
  return hold && quantity > 0 ? withHold(state, orderId, { ...hold, quantity: hold.quantity - quantity }) : state;
};

const remembering = (state: StockState, id: string): StockState => ({ ...state, movements: state.movements.add(id) });

const remembered = (state: StockState, id: string | undefined): StockState =>
  id === undefined ? state : remembering(state, id);

const enqueued = (state: StockState, orderId: string, hold: Hold): StockState =>
  state.places.has(orderId)
    ? state
    : {
        ...state,
        queue: state.queue.set(state.nextPlace, { ...hold, orderId }),
        places: state.places.set(orderId, state.nextPlace),
        nextPlace: state.nextPlace + 1,
        ends: rescheduled(state.ends, orderId, undefined, hold.expiresAt),
        mostWanted: Math.max(state.mostWanted, hold.quantity),
      };

/** Out of the queue; where it was the first, the queue begins behind it. */
const dequeued = (state: StockState, orderId: string): StockState => {
  const place = state.places.get(orderId);
  if (place === undefined) return state;
  const expiresAt = state.queue.get(place)?.expiresAt;
  const queue = state.queue.delete(place);
  let { firstPlace } = state;
  while (firstPlace < state.nextPlace && !queue.has(firstPlace)) firstPlace++;
  return {
    ...state,
    ...{ queue, firstPlace, places: state.places.delete(orderId) },
    ends: rescheduled(state.ends, orderId, expiresAt, undefined),
    ...(queue.isEmpty() ? { mostWanted: 0 } : {}),
  };
};

const reserved = (state: StockState, orderId: string, hold: Hold): StockState => {
  const before = state.reservations.get(orderId)?.quantity ?? 0;
  const held = withHold(dequeued(state, orderId), orderId, { ...hold, quantity: before + hold.quantity });
  return remembering(held, reservationId(orderId));
};

const moved = (state: StockState, pieces: number, movementId: string): StockState =>
  remembering({ ...state, onHand: state.onHand + pieces }, movementId);

/** Folds one event into the shelf. Total: what a later count proved wrong is folded as it was recorded. */
export const evolveStock = (state: StockState, event: ShopEvent): StockState => {
  switch (event.type) {
    case 'StockReceived':
    case 'StockReturned':
    case 'StockAdjusted':
      return moved(state, event.data.quantity, event.data.movementId);
    case 'StockWrittenOff':
      return moved(state, -event.data.quantity, event.data.movementId);
    case 'StockCounted':
      return moved(state, event.data.counted - state.onHand, event.data.movementId);
    case 'StockReserved':
      return reserved(state, event.data.orderId, {
        quantity: event.data.quantity,
        expiresAt: event.data.expiresAt,
      });
    case 'ReservationQueued':
      return remembering(enqueued(state, event.data.orderId, event.data), reservationId(event.data.orderId));
    case 'ReservationRefused':
    case 'ReservationWithdrawn':
      return dequeued(state, event.data.orderId);
    case 'ReservationExpired':
      return event.data.waiting
        ? dequeued(state, event.data.orderId)
        : less(state, event.data.orderId, event.data.quantity);
    case 'StockCommitted': {
      const hold = state.reservations.get(event.data.orderId);
      return hold ? withHold(state, event.data.orderId, { ...hold, expiresAt: undefined }) : state;
    }
    case 'StockReleased':
      return remembered(less(state, event.data.orderId, event.data.quantity), event.data.movementId);
    case 'StockShipped':
      return moved(
        less(state, event.data.orderId, event.data.fromReservation),
        -event.data.quantity,
        event.data.movementId,
      );
    case 'LowStockThresholdSet':
      return remembering(
        { ...state, threshold: event.data.threshold, low: event.data.threshold > 0 && state.low },
        event.data.changeId,
      );
    case 'StockRanLow':
      return { ...state, low: true };
    case 'StockRecovered':
      return { ...state, low: false };
    default:
      return state;
  }
};
