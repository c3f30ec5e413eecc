import { streamName, type Recorded } from '@storefold/contracts';

/** What the process asks of stock and orders. Each names what it makes, so that a repeat changes nothing. */
export type StockKeepingCommand =
  /** Look at the order and its shelves as they are now, and do what is next: see `nextStep`. */
  | { readonly kind: 'advance'; readonly orderId: string }
  | { readonly kind: 'release'; readonly orderId: string; readonly sku: string }
  /** Only these pieces; the rest of what is held stays. */
  | (Movement & { readonly kind: 'release-pieces' })
  | (Movement & { readonly kind: 'ship' })
  | (Movement & {
      readonly kind: 'return';
      /** Of the pieces those that cannot be sold. */
      readonly writtenOff?: { readonly quantity: number; readonly reason: string };
    })
  /** Look at the money of an order as it is now, and do what is next: see `settlementOf`. */
  | { readonly kind: 'settle'; readonly orderId: string }
  | {
      readonly kind: 'refund-return';
      readonly orderId: string;
      readonly returnId: string;
      readonly amountMinor: number;
    }
  /** Free the place that a cancelled order has among those that have a discount. */
  | { readonly kind: 'give-back-discount'; readonly orderId: string; readonly code: string }
  | { readonly kind: 'finish-refund'; readonly orderId: string; readonly refundId: string }
  /** The bank did not take it. */
  | {
      readonly kind: 'try-refund-again-later';
      readonly orderId: string;
      readonly refundId: string;
      readonly failedAt: string;
    };

export type Pieces = { readonly sku: string; readonly quantity: number };
type Movement = Pieces & { readonly orderId: string; readonly movementId: string };

/** Pieces per SKU, in SKU order: all orders hold in one order, so that two never wait for each other. */
export const bySku = (lines: readonly Pieces[]): readonly Pieces[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
};

/** The event types that the process follows. */
export const stockKeepingTypes = [
  'OrderPlaced',
  'OrderCancelled',
  'OrderLinesCancelled',
  'ItemsShipped',
  'ItemsReturned',
  'ReturnInspected',
  'StockReserved',
  'ReservationRefused',
  'ReservationExpired',
  'CardPaymentStarted',
  'PaymentAuthorised',
  'RefundStarted',
  'RefundFailed',
] as const;

/** As which the checkout's own steps act. */
export const checkoutActor = { kind: 'process', id: 'checkout' } as const;

const isOurs = ({ metadata: { actor } }: Recorded): boolean =>
  actor.kind === checkoutActor.kind && actor.id === checkoutActor.id;

/**
 * What follows from an event for stock. History that was imported states its own outcomes and is left alone.
 * Tolerates repeats: the same event asks the same.
 */
export const onEvent = (event: Recorded): readonly StockKeepingCommand[] => {
  if (event.metadata.origin === 'import') return [];
  switch (event.type) {
    case 'CardPaymentStarted':
    case 'PaymentAuthorised':
      // What our own step made is followed by its next step; a step that breaks off begins again with its own event.
      return isOurs(event) ? [] : [{ kind: 'advance', orderId: event.data.orderId }];
    case 'OrderPlaced':
    case 'ReservationRefused':
    case 'ReservationExpired':
      return [{ kind: 'advance', orderId: event.data.orderId }];
    case 'StockReserved':
      // What an order's own step held is followed by its next step anyway; only what came free meanwhile is news.
      return event.data.fromQueue === true ? [{ kind: 'advance', orderId: event.data.orderId }] : [];
    case 'OrderCancelled': {
      const { orderId, discountCodes = [] } = event.data;
      return [
        ...discountCodes.map((code) => ({ kind: 'give-back-discount' as const, orderId, code })),
        ...bySku(event.data.lines).map(({ sku }) => ({ kind: 'release' as const, orderId, sku })),
        { kind: 'settle', orderId },
      ];
    }
    case 'OrderLinesCancelled': {
      const { orderId, cancellationId, lines } = event.data;
      return [
        ...lines.map(({ lineId, sku, quantity }) => ({
          ...{ kind: 'release-pieces' as const, orderId, sku, quantity, movementId: `${cancellationId}.${lineId}` },
        })),
        { kind: 'settle', orderId },
      ];
    }
    case 'ItemsShipped': {
      const { orderId, shipmentId, lines } = event.data;
      return [
        ...lines.map(({ lineId, sku, quantity }) => ({
          ...{ kind: 'ship' as const, orderId, sku, quantity, movementId: `${shipmentId}.${lineId}` },
        })),
        { kind: 'settle', orderId },
      ];
    }
    case 'ItemsReturned': {
      const { orderId, returnId, lines, amountMinor } = event.data;
      return [
        ...lines.map(({ lineId, sku, quantity }) => ({
          ...{ kind: 'return' as const, orderId, sku, quantity, movementId: `${returnId}.${lineId}` },
        })),
        { kind: 'refund-return', orderId, returnId, amountMinor },
      ];
    }
    case 'ReturnInspected': {
      const { orderId, returnId, lines, amountMinor } = event.data;
      return [
        ...lines.map(({ lineId, sku, quantity, writtenOff, writeOffReason = 'damaged' }) => ({
          ...{ kind: 'return' as const, orderId, sku, quantity, movementId: `${returnId}.${lineId}` },
          ...(writtenOff > 0 ? { writtenOff: { quantity: writtenOff, reason: `came back ${writeOffReason}` } } : {}),
        })),
        ...(amountMinor > 0 ? [{ kind: 'refund-return' as const, orderId, returnId, amountMinor }] : []),
      ];
    }
    case 'RefundFailed': {
      // Logs from before this say nothing of what is owed: people saw to it then.
      if (event.data.owed !== true) return [];
      const { orderId, refundId } = event.data;
      return [{ kind: 'try-refund-again-later', orderId, refundId, failedAt: event.metadata.occurredAt }];
    }
    case 'RefundStarted': {
      const { orderId, refundId } = event.data;
      // Also our own: another process that handled the same event may have found it begun and gone on, while its beginner died.
      return [{ kind: 'finish-refund', orderId, refundId }];
    }
    default:
      return [];
  }
};

/** What became of an order's wish for one SKU. */
export type Wish = 'waiting' | 'held' | 'committed' | 'ended' | 'sold-out' | 'too-late';

/** What is next for an order that is placed and not confirmed. */
export type NextStep =
  /** Wait: somebody else's order decides whether it can be held. */
  | { readonly kind: 'wait' }
  /** All is held: make it sure, then confirm. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'cancel'; readonly reason: string };

/**
 * What is next, by what became of the order's wishes, which are asked for one after the other until one is not held.
 *
 * @param wishes in SKU order
 * @param isLate the time in which the order had to be confirmed is over
 */
export const nextStep = (
  wishes: readonly { readonly sku: string; readonly wish: Wish }[],
  isLate: boolean,
): NextStep => {
  for (const { sku, wish } of wishes) {
    if (wish === 'waiting') return { kind: 'wait' };
    if (wish === 'too-late' || (wish === 'ended' && isLate)) return { kind: 'cancel', reason: 'not-confirmed-in-time' };
    // What ended in time was sold to those who came before.
    if (wish === 'sold-out' || wish === 'ended') return { kind: 'cancel', reason: `out-of-stock: ${sku}` };
  }
  return { kind: 'confirm' };
};

/** Events of one order are handled in turn, those of its shelves among them. */
export const orderOf = ({ streamId, data }: { readonly streamId: string; readonly data: unknown }): string =>
  typeof data === 'object' && data !== null && 'orderId' in data && typeof data.orderId === 'string'
    ? streamName('order', data.orderId)
    : streamId;
