import type { DataOf, ShopEvent } from '@storefold/contracts';
import type { Moved } from './events.js';

const currency = 'GBP';
const parties = { customerId: null, country: 'United Kingdom' };
const movedLines = (moves: readonly Moved[]) => moves.map(([lineId, sku, quantity]) => ({ lineId, sku, quantity }));

export const returnRequested = (
  orderId: string,
  returnId: string,
  moves: readonly Moved[],
  more: Partial<DataOf<'ReturnRequested'>> = {},
): ShopEvent => ({
  type: 'ReturnRequested',
  data: { orderId, returnId, reason: 'faulty', lines: movedLines(moves), ...more },
});

/** A return that was asked for, until its parcel is here. */
export const returnOnItsWay = (orderId: string, returnId: string, moves: readonly Moved[]): readonly ShopEvent[] => [
  returnRequested(orderId, returnId, moves),
  { type: 'ReturnApproved', data: { orderId, returnId } },
  { type: 'ReturnReceived', data: { orderId, returnId, receiptId: `${returnId}-came`, lines: movedLines(moves) } },
];

/** @param found of each line, in the order of the moves: pieces that can be sold again, and what is given back for all */
export const returnInspected = (
  orderId: string,
  returnId: string,
  moves: readonly Moved[],
  found: readonly (readonly [sellable: number, amountMinor: number])[],
  more: Partial<DataOf<'ReturnInspected'>> = {},
): ShopEvent => {
  const lines = movedLines(moves).map((line, index) => {
    const [sellable, amountMinor] = found[index] ?? [0, 0];
    const writtenOff = line.quantity - sellable;
    const why = writtenOff > 0 ? { writeOffReason: 'damaged' as const } : {};
    return { ...line, sellable, writtenOff, ...why, worthMinor: amountMinor, amountMinor };
  });
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, more.deliveryMinor ?? 0);
  return {
    type: 'ReturnInspected',
    data: {
      ...{ orderId, returnId, inspectionId: `${returnId}-seen`, ...parties, currency, lines, amountMinor },
      ...more,
    },
  };
};
