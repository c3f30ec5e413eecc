import type { OrderLine, Sealed, ShopEvent } from '@storefold/contracts';
import type { Fold } from '../streams/folded-stream.js';

/** What messages need to know of an order: messages' own small fold of its events. */
export type ToldOrder =
  | { readonly kind: 'no-order' }
  | {
      readonly kind: 'order';
      readonly orderId: string;
      readonly orderNumber: string;
      readonly lines: readonly OrderLine[];
      readonly totalMinor: number;
      readonly currency: string;
      readonly isByCard: boolean;
      /** Whom to tell; absent in imported orders. */
      readonly delivery?: Sealed | undefined;
    };

export const toldOrder: Fold<ToldOrder> = {
  initial: { kind: 'no-order' },
  evolve: (state, event: ShopEvent) => {
    if (event.type !== 'OrderPlaced') return state;
    const { orderId, orderNumber, lines, totalMinor, currency, payment, delivery } = event.data;
    return {
      ...{ kind: 'order', orderId, orderNumber, lines, totalMinor, currency, delivery },
      isByCard: payment !== undefined,
    };
  },
};
