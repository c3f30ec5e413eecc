import type { DataOf, OrderLine, ShopEvent } from '@storefold/contracts';
import { withDelivered, withReturnEvent, withSent, type Requests, type Sent } from './return-state.js';

/** The order as it was placed. Its delivery stays in the log: nothing is decided by it. */
export type PlacedOrder = Omit<DataOf<'OrderPlaced'>, 'delivery'>;

/** How far one line has gone. */
export type LineProgress = {
  readonly shipped: number;
  readonly returned: number;
  readonly returnedMinor: number;
  /** Pieces that will never be shipped, and what they were worth. */
  readonly cancelled: number;
  readonly cancelledMinor: number;
};

/** What went of an order that goes on. */
type Gone = {
  /** By line id; a line without an entry has not moved. */
  readonly progress?: ReadonlyMap<string, LineProgress>;
  /** What each cancellation of lines was worth in minor units, by cancellation id. */
  readonly cancellations?: ReadonlyMap<string, number>;
};

export type OrderState =
  | { readonly status: 'none' }
  /** Nothing has left the shop: `placed` waits for stock, `confirmed` has it. */
  | (Gone & { readonly status: 'placed' | 'confirmed'; readonly order: PlacedOrder })
  | (Gone &
      Requests & {
        readonly status: 'shipping';
        readonly order: PlacedOrder;
        readonly progress: ReadonlyMap<string, LineProgress>;
        /** Whether each shipment completed the order, by shipment id. */
        readonly shipments: ReadonlyMap<string, boolean>;
        /** Shipments that have arrived. */
        readonly delivered: ReadonlySet<string>;
        /** Shipments of which it is known when, by shipment id: what came with them may be sent back for so long. */
        readonly sent?: ReadonlyMap<string, Sent>;
        /** What each return at the desk was worth in minor units, by return id. Those that were asked for: `requests`. */
        readonly returns: ReadonlyMap<string, number>;
      })
  | { readonly status: 'cancelled'; readonly order: PlacedOrder };

export const noOrder: OrderState = { status: 'none' };

const unmoved: LineProgress = { shipped: 0, returned: 0, returnedMinor: 0, cancelled: 0, cancelledMinor: 0 };

export const progressOf = (state: OrderState, lineId: string): LineProgress =>
  state.status === 'none' || state.status === 'cancelled' ? unmoved : (state.progress?.get(lineId) ?? unmoved);

const nothing: ReadonlyMap<string, number> = new Map();

/** What each cancellation of lines was worth in minor units, by cancellation id, oldest first. */
export const cancellationsOf = (state: OrderState): ReadonlyMap<string, number> =>
  state.status === 'none' || state.status === 'cancelled' ? nothing : (state.cancellations ?? nothing);

/** What is to be paid for what was not cancelled, in minor units. */
export const keptMinor = (state: Exclude<OrderState, { status: 'none' }>): number =>
  [...cancellationsOf(state).values()].reduce((kept, worth) => kept - worth, state.order.totalMinor);

/** Pieces of a line that went, sent back or never sent, and what they were worth: see `returnAmountMinor`. */
export const goneOf = ({ returned, returnedMinor, cancelled, cancelledMinor }: LineProgress) => ({
  returned: returned + cancelled,
  returnedMinor: returnedMinor + cancelledMinor,
});

/** What is left to ship, in the order of the lines. */
export const leftToShip = (
  state: Exclude<OrderState, { status: 'none' }>,
): readonly { readonly line: OrderLine; readonly quantity: number }[] =>
  state.order.lines.flatMap((line) => {
    const { shipped, cancelled } = progressOf(state, line.lineId);
    const quantity = line.quantity - shipped - cancelled;
    return quantity > 0 ? [{ line, quantity }] : [];
  });

const withShipment = (state: OrderState, data: DataOf<'ItemsShipped'>): OrderState => {
  if (state.status === 'none') return state;
  const before = state.status === 'shipping' ? state : undefined;
  const gone: Gone = state.status === 'cancelled' ? {} : state;
  const progress = new Map(gone.progress);
  for (const { lineId, quantity } of data.lines) {
    const line = progress.get(lineId) ?? unmoved;
    progress.set(lineId, { ...line, shipped: line.shipped + quantity });
  }
  const sent = withSent(before?.sent, data);
  return {
    ...(before ?? {}),
    status: 'shipping',
    order: state.order,
    progress,
    ...(sent === undefined ? {} : { sent }),
    ...(gone.cancellations === undefined ? {} : { cancellations: gone.cancellations }),
    shipments: new Map(before?.shipments).set(data.shipmentId, data.complete),
    delivered: before?.delivered ?? new Set(),
    returns: before?.returns ?? new Map(),
  };
};

const withReturn = (state: OrderState, data: DataOf<'ItemsReturned'>): OrderState => {
  if (state.status !== 'shipping') return state;
  const progress = new Map(state.progress);
  for (const { lineId, quantity, amountMinor } of data.lines) {
    const line = progress.get(lineId) ?? unmoved;
    progress.set(lineId, {
      ...line,
      returned: line.returned + quantity,
      returnedMinor: line.returnedMinor + amountMinor,
    });
  }
  return { ...state, progress, returns: new Map(state.returns).set(data.returnId, data.amountMinor) };
};

/** What was inspected is back, as what was handed over at the desk is: later pieces are worth what is left of the line. */
const withInspection = (
  state: Extract<OrderState, { status: 'shipping' }>,
  { lines }: DataOf<'ReturnInspected'>,
): OrderState => {
  const progress = new Map(state.progress);
  for (const { lineId, quantity, worthMinor } of lines) {
    const line = progress.get(lineId) ?? unmoved;
    progress.set(lineId, {
      ...line,
      returned: line.returned + quantity,
      returnedMinor: line.returnedMinor + worthMinor,
    });
  }
  return { ...state, progress };
};

const withCancellation = (state: OrderState, data: DataOf<'OrderLinesCancelled'>): OrderState => {
  if (state.status === 'none' || state.status === 'cancelled') return state;
  const progress = new Map(state.progress);
  for (const { lineId, quantity, amountMinor } of data.lines) {
    const line = progress.get(lineId) ?? unmoved;
    progress.set(lineId, {
      ...line,
      cancelled: line.cancelled + quantity,
      cancelledMinor: line.cancelledMinor + amountMinor,
    });
  }
  const cancellations = new Map(state.cancellations).set(data.cancellationId, data.amountMinor);
  return { ...state, progress, cancellations };
};

/** Folds one event into the order. Total: an event that no order precedes changes nothing. */
export const evolveOrder = (state: OrderState, event: ShopEvent): OrderState => {
  switch (event.type) {
    case 'OrderPlaced': {
      // All of it but the address: an optional field that was forgotten here would be lost to every decision.
      const { delivery: _, ...order } = event.data;
      return { status: 'placed', order };
    }
    case 'OrderConfirmed':
      return state.status === 'placed' ? { ...state, status: 'confirmed' } : state;
    case 'ItemsShipped':
      return withShipment(state, event.data);
    case 'ShipmentDelivered': {
      if (state.status !== 'shipping') return state;
      const sent = withDelivered(state.sent, event.data);
      const delivered = new Set(state.delivered).add(event.data.shipmentId);
      return { ...state, delivered, ...(sent === undefined ? {} : { sent }) };
    }
    case 'OrderCancelled':
      return state.status === 'none' ? state : { status: 'cancelled', order: state.order };
    case 'OrderLinesCancelled':
      return withCancellation(state, event.data);
    case 'ItemsReturned':
      return withReturn(state, event.data);
    case 'ReturnRequested':
    case 'ReturnApproved':
    case 'ReturnDeclined':
    case 'ReturnWithdrawn':
    case 'ReturnReceived':
      return state.status === 'shipping' ? { ...state, ...withReturnEvent(state, event) } : state;
    case 'ReturnInspected':
      return state.status === 'shipping'
        ? withInspection({ ...state, ...withReturnEvent(state, event) }, event.data)
        : state;
    default:
      return state;
  }
};
