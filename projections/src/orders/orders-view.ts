import {
  businessDay,
  collections,
  type DataOf,
  type OrderDocument,
  type OrderStatus,
  type Recorded,
} from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { isOfReturn, withReturnEvent } from './returns.js';

/** Entries of a timeline that are kept; what an order can do more often than this is no news. */
const TIMELINE = 200;

const statusOf = ({ lines, shipments, status }: Pick<OrderDocument, 'lines' | 'shipments' | 'status'>): OrderStatus => {
  const ordered = lines.reduce((sum, line) => sum + line.quantity - line.cancelled, 0);
  const shipped = lines.reduce((sum, line) => sum + line.shipped, 0);
  const returned = lines.reduce((sum, line) => sum + line.returned, 0);
  if (returned > 0) return returned >= ordered ? 'returned' : 'partly-returned';
  if (shipped === 0) return status;
  if (shipped < ordered) return 'partly-shipped';
  return shipments.every(({ deliveredAt }) => deliveredAt !== null) ? 'delivered' : 'shipped';
};

const moved = (
  lines: OrderDocument['lines'],
  moves: readonly { readonly lineId: string; readonly quantity: number }[],
  field: 'shipped' | 'returned' | 'cancelled',
): OrderDocument['lines'] => {
  const byLine = new Map(moves.map((move) => [move.lineId, move.quantity]));
  return lines.map((line) => {
    const quantity = byLine.get(line.lineId);
    return quantity === undefined ? line : { ...line, [field]: line[field] + quantity };
  });
};

const placed = (
  data: DataOf<'OrderPlaced'>,
  event: Recorded,
  timeZone: string,
): Omit<OrderDocument, 'timeline' | 'events'> => ({
  orderId: data.orderId,
  orderNumber: data.orderNumber,
  status: 'placed',
  customerId: data.customerId,
  shopperId: data.shopperId ?? null,
  country: data.country,
  currency: data.currency,
  placedAt: event.metadata.occurredAt,
  placedOn: businessDay(event.metadata.occurredAt, timeZone),
  origin: event.metadata.origin,
  lines: data.lines.map((line) => ({ ...line, shipped: 0, returned: 0, cancelled: 0 })),
  charges: data.charges,
  linesMinor: data.linesMinor,
  chargesMinor: data.chargesMinor,
  totalMinor: data.totalMinor,
  returnedMinor: 0,
  cancelledMinor: 0,
  shipments: [],
  returns: [],
  delivery: data.delivery ?? null,
  cancelReason: null,
  cancelWords: null,
});

/** Each order as it stands. `_id` is the order's id. */
export const ordersView = ({ timeZone }: { readonly timeZone: string }): View<OrderDocument> => ({
  name: 'orders',
  version: 4,
  collection: collections.orders,
  indexes: [
    { name: 'shopper', key: { shopperId: 1, placedAt: -1, _id: 1 } },
    { name: 'customer', key: { customerId: 1, placedAt: -1, _id: 1 } },
    { name: 'status', key: { status: 1, placedAt: -1, _id: 1 } },
    { name: 'placed', key: { placedAt: -1, _id: 1 } },
  ],
  keys: (event) => {
    if (isOfReturn(event)) return [event.data.orderId];
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderConfirmed':
      case 'ItemsShipped':
      case 'ShipmentDelivered':
      case 'OrderCancelled':
      case 'OrderLinesCancelled':
      case 'ItemsReturned':
        return [event.data.orderId];
      default:
        return [];
    }
  },
  project: (document, event) => {
    const entry = { type: event.type, occurredAt: event.metadata.occurredAt, eventId: event.eventId };
    if (event.type === 'OrderPlaced') return { ...placed(event.data, event, timeZone), timeline: [entry], events: 1 };
    if (!document) return undefined;
    const entered = {
      ...document,
      timeline: [...document.timeline, entry].slice(-TIMELINE),
      events: document.events + 1,
    };
    const told = isOfReturn(event) ? { ...entered, returns: withReturnEvent(document.returns, event) } : entered;
    switch (event.type) {
      case 'ReturnRequested':
      case 'ReturnApproved':
      case 'ReturnDeclined':
      case 'ReturnWithdrawn':
      case 'ReturnReceived':
        return told;
      case 'OrderConfirmed':
        return { ...told, status: document.status === 'placed' ? 'confirmed' : document.status };
      case 'ItemsShipped': {
        const lines = moved(document.lines, event.data.lines, 'shipped');
        const { shipmentId, tracking = null } = event.data;
        const shippedAt = event.metadata.occurredAt;
        const shipments = [...document.shipments, { shipmentId, shippedAt, deliveredAt: null, tracking }];
        const after = { ...told, lines, shipments };
        // An order of charges alone has nothing that moves: it is shipped when it is said to be.
        return { ...after, status: lines.length === 0 && event.data.complete ? 'shipped' : statusOf(after) };
      }
      case 'ShipmentDelivered': {
        const deliveredAt = event.metadata.occurredAt;
        const shipments = document.shipments.map((shipment) =>
          shipment.shipmentId === event.data.shipmentId ? { ...shipment, deliveredAt } : shipment,
        );
        const after = { ...told, shipments };
        return { ...after, status: statusOf(after) };
      }
      // Back is what was looked at: until then it is on its way.
      case 'ReturnInspected':
      case 'ItemsReturned': {
        const lines = moved(document.lines, event.data.lines, 'returned');
        const after = { ...told, lines, returnedMinor: document.returnedMinor + event.data.amountMinor };
        return { ...after, status: statusOf(after) };
      }
      case 'OrderLinesCancelled': {
        const lines = moved(document.lines, event.data.lines, 'cancelled');
        const after = { ...told, lines, cancelledMinor: document.cancelledMinor + event.data.amountMinor };
        return { ...after, status: statusOf(after) };
      }
      case 'OrderCancelled':
        return { ...told, status: 'cancelled', cancelReason: event.data.reason, cancelWords: event.data.words ?? null };
      default:
        return document;
    }
  },
});
