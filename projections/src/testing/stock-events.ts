import type { ShopEvent } from '@storefold/contracts';

const movementId = 'm';

export const stockReceived = (sku: string, quantity: number): ShopEvent => ({
  type: 'StockReceived',
  data: { sku, movementId, quantity },
});

/** @param difference what the count changed; negative where pieces are missing */
export const stockCounted = (sku: string, counted: number, difference: number): ShopEvent => ({
  type: 'StockCounted',
  data: { sku, movementId, counted, difference },
});

export const stockAdjusted = (sku: string, quantity: number): ShopEvent => ({
  type: 'StockAdjusted',
  data: { sku, movementId, quantity, reason: 'fell off the shelf' },
});

export const stockReserved = (sku: string, orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReserved',
  data: { sku, orderId, quantity },
});

export const stockReleased = (sku: string, orderId: string, quantity: number): ShopEvent => ({
  type: 'StockReleased',
  data: { sku, orderId, quantity },
});

export const stockShipped = (sku: string, orderId: string, quantity: number, fromReservation: number): ShopEvent => ({
  type: 'StockShipped',
  data: { sku, movementId, orderId, quantity, fromReservation },
});

export const stockReturned = (sku: string, quantity: number): ShopEvent => ({
  type: 'StockReturned',
  data: { sku, movementId, quantity },
});
