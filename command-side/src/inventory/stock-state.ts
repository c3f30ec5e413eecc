import type { ShopEvent } from '@storefold/contracts';
import { MovementIds } from './movement-ids.js';

/** What lies on the shelf under one SKU. `available` is what is neither held nor gone: `onHand - reserved`. */
export type StockState = {
  readonly onHand: number;
  readonly reserved: number;
  /** Pieces held, by order id. */
  readonly reservations: ReadonlyMap<string, number>;
  /** The newest movements and reservations, by which a repeat is recognised. */
  readonly movements: MovementIds;
};

export const emptyShelf: StockState = { onHand: 0, reserved: 0, reservations: new Map(), movements: MovementIds.none };

export const available = (state: StockState): number => state.onHand - state.reserved;

/** Name under which a reservation is remembered among the movements: an order holds a SKU at most once, ever. */
export const reservationId = (orderId: string): string => `held:${orderId}`;

const hold = (state: StockState, orderId: string, change: number): Pick<StockState, 'reserved' | 'reservations'> => {
  if (change === 0) return state;
  const before = state.reservations.get(orderId) ?? 0;
  const after = Math.max(0, before + change);
  const reservations = new Map(state.reservations);
  if (after === 0) reservations.delete(orderId);
  else reservations.set(orderId, after);
  return { reserved: state.reserved + after - before, reservations };
};

/** Folds one event into the shelf. Total: what a later count proved wrong is folded as it was recorded. */
export const evolveStock = (state: StockState, event: ShopEvent): StockState => {
  switch (event.type) {
    case 'StockReceived':
    case 'StockReturned':
      return {
        ...state,
        onHand: state.onHand + event.data.quantity,
        movements: state.movements.add(event.data.movementId),
      };
    case 'StockCounted':
      return { ...state, onHand: event.data.counted, movements: state.movements.add(event.data.movementId) };
    case 'StockAdjusted':
      return {
        ...state,
        onHand: state.onHand + event.data.quantity,
        movements: state.movements.add(event.data.movementId),
      };
    case 'StockReserved':
      return {
        ...state,
        ...hold(state, event.data.orderId, event.data.quantity),
        movements: state.movements.add(reservationId(event.data.orderId)),
      };
    case 'StockReleased':
      return { ...state, ...hold(state, event.data.orderId, -event.data.quantity) };
    case 'StockShipped':
      return {
        ...state,
        ...hold(state, event.data.orderId, -event.data.fromReservation),
        onHand: state.onHand - event.data.quantity,
        movements: state.movements.add(event.data.movementId),
      };
    default:
      return state;
  }
};
