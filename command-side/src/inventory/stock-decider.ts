import type { ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { available, emptyShelf, evolveStock, reservationId, type StockState } from './stock-state.js';

// Events and their fold: see stock-state.ts. Here are the decisions.

type OnShelf = { readonly sku: string };
type Movement = OnShelf & { readonly movementId: string };

export type ReceiveStock = Movement & { readonly kind: 'receive'; readonly quantity: number; readonly note?: string };
/** Somebody counted what lies there. */
export type CountStock = Movement & { readonly kind: 'count'; readonly counted: number };
export type AdjustStock = Movement & { readonly kind: 'adjust'; readonly quantity: number; readonly reason: string };
/** Holds pieces for an order: all of them or none. */
export type ReserveStock = OnShelf & { readonly kind: 'reserve'; readonly orderId: string; readonly quantity: number };
/** Lets go of whatever is held for an order. */
export type ReleaseStock = OnShelf & { readonly kind: 'release'; readonly orderId: string };
/** Pieces left the shop for an order: first those held for it, then free ones. */
export type ShipStock = Movement & { readonly kind: 'ship'; readonly orderId: string; readonly quantity: number };
export type ReturnStock = Movement & {
  readonly kind: 'return';
  readonly quantity: number;
  readonly orderId?: string;
  readonly creditId?: string;
};
/** What a clerk may do. */
export type UpdateStock = ReceiveStock | CountStock | AdjustStock;
export type StockCommand = UpdateStock | ReserveStock | ReleaseStock | ShipStock | ReturnStock;
export type StockRefusal = 'not-enough-stock' | 'stock-below-reserved' | 'stock-too-large' | 'nothing-to-adjust';

/** More than this of one thing is a slip of the finger. */
const MOST_ON_HAND = 1_000_000_000;

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
const takeBack = ({ sku, movementId, quantity, orderId, creditId }: ReturnStock) => {
  const whence = { ...(orderId === undefined ? {} : { orderId }), ...(creditId === undefined ? {} : { creditId }) };
  return accept({ type: 'StockReturned' as const, data: { sku, movementId, quantity, ...whence } });
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

const reserve = (command: ReserveStock, state: StockState) => {
  const { sku, orderId, quantity } = command;
  if (state.movements.has(reservationId(orderId))) return alreadyDone;
  if (available(state) < quantity)
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity });
  return accept({ type: 'StockReserved' as const, data: { sku, orderId, quantity } });
};

const release = ({ sku, orderId }: ReleaseStock, state: StockState) => {
  const quantity = state.reservations.get(orderId);
  return quantity === undefined
    ? alreadyDone
    : accept({ type: 'StockReleased' as const, data: { sku, orderId, quantity } });
};

const ship = (command: ShipStock, state: StockState) => {
  const { sku, movementId, orderId, quantity } = command;
  const fromReservation = Math.min(state.reservations.get(orderId) ?? 0, quantity);
  if (quantity - fromReservation > available(state))
    return refuseAs('not-enough-stock', { ...shelfFacts(command, state), wanted: quantity });
  return accept({ type: 'StockShipped' as const, data: { sku, movementId, orderId, quantity, fromReservation } });
};

const decide = (command: StockCommand, state: StockState) => {
  if (command.kind === 'reserve') return reserve(command, state);
  if (command.kind === 'release') return release(command, state);
  if (state.movements.has(command.movementId)) return alreadyDone;
  switch (command.kind) {
    case 'receive':
      return receive(command, state);
    case 'return':
      return takeBack(command);
    case 'count':
      return count(command, state);
    case 'adjust':
      return adjust(command, state);
    case 'ship':
      return ship(command, state);
  }
};

/** The shelf of one SKU. It is never below zero, and what is held for an order goes to that order alone. */
export const stockDecider: Decider<StockState, StockCommand, ShopEvent, StockRefusal> = {
  initial: emptyShelf,
  evolve: evolveStock,
  decide,
};
