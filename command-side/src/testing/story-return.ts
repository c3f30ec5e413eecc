import type { ReturnCommand } from '../orders/order-decider.js';
import { words } from './return-story.js';

/**
 * A piece of an order's first line comes back as it was asked for: each step to what was found.
 *
 * @param sellable whether it can be sold again: 1, or 0
 * @param less what is given back, where that is not what was paid
 */
export const longWayBack = (
  orderId: string,
  sellable: number,
  less: { readonly amountMinor?: number },
): readonly ReturnCommand[] => {
  const of = { orderId, returnId: `asked-${orderId}` };
  const lines = [{ lineId: '1', quantity: 1 }];
  return [
    { kind: 'request-return', ...of, reason: 'faulty', lines },
    { kind: 'approve-return', ...of },
    { kind: 'receive-return', ...of, receiptId: `came-${orderId}`, lines },
    {
      kind: 'inspect-return',
      ...{ ...of, inspectionId: `seen-${orderId}`, words },
      lines: [{ lineId: '1', sellable, writtenOff: 1 - sellable, writeOffReason: 'used', ...less }],
    },
  ];
};
