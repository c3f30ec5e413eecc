import type { Recorded } from '@storefold/contracts';

/** What the process asks of stock and orders. Each names what it makes, so that a repeat changes nothing. */
export type StockKeepingCommand =
  /** Holds every line, in the order given; then confirms the order, or cancels it at the first that cannot be held. */
  | { readonly kind: 'hold'; readonly orderId: string; readonly pieces: readonly Pieces[] }
  | { readonly kind: 'release'; readonly orderId: string; readonly sku: string }
  | (Movement & { readonly kind: 'ship' })
  | (Movement & { readonly kind: 'return' })
  | { readonly kind: 'confirm'; readonly orderId: string }
  | { readonly kind: 'cancel'; readonly orderId: string; readonly reason: string };

type Pieces = { readonly sku: string; readonly quantity: number };
type Movement = Pieces & { readonly orderId: string; readonly movementId: string };

/** Pieces per SKU, in SKU order: all orders hold in one order, so that two never wait for each other. */
const bySku = (lines: readonly Pieces[]): readonly Pieces[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
};

/** The event types that the process follows. */
export const stockKeepingTypes = ['OrderPlaced', 'OrderCancelled', 'ItemsShipped', 'ItemsReturned'] as const;

/**
 * What follows from an event for stock. History that was imported states its own outcomes and is left alone.
 * Tolerates repeats: the same event asks the same.
 */
export const onEvent = (event: Recorded): readonly StockKeepingCommand[] => {
  if (event.metadata.origin === 'import') return [];
  switch (event.type) {
    case 'OrderPlaced':
      return [{ kind: 'hold', orderId: event.data.orderId, pieces: bySku(event.data.lines) }];
    case 'OrderCancelled': {
      const { orderId } = event.data;
      return bySku(event.data.lines).map(({ sku }) => ({ kind: 'release', orderId, sku }));
    }
    case 'ItemsShipped': {
      const { orderId, shipmentId, lines } = event.data;
      return lines.map(({ lineId, sku, quantity }) => ({
        ...{ kind: 'ship', orderId, sku, quantity, movementId: `${shipmentId}.${lineId}` },
      }));
    }
    case 'ItemsReturned': {
      const { orderId, returnId, lines } = event.data;
      return lines.map(({ lineId, sku, quantity }) => ({
        ...{ kind: 'return', orderId, sku, quantity, movementId: `${returnId}.${lineId}` },
      }));
    }
    default:
      return [];
  }
};

/**
 * What follows from holding an order's lines. A cancelled order's holds are let go when its own `OrderCancelled` comes
 * by, and not before the cancellation stands: letting go first and dying in between would leave an order that a repeat
 * takes for held.
 *
 * @param missing the SKU that could not be held; undefined where all were
 */
export const afterHold = (orderId: string, missing: string | undefined): StockKeepingCommand =>
  missing === undefined
    ? { kind: 'confirm', orderId }
    : { kind: 'cancel', orderId, reason: `out-of-stock: ${missing}` };
