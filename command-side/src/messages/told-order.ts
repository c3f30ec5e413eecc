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
      /** What was asked back, by return id. */
      readonly returns: ReadonlyMap<string, readonly { readonly lineId: string; readonly quantity: number }[]>;
    };

export const toldOrder: Fold<ToldOrder> = {
  initial: { kind: 'no-order' },
  evolve: (state, event: ShopEvent) => {
    if (event.type === 'ReturnRequested' && state.kind === 'order')
      return { ...state, returns: new Map(state.returns).set(event.data.returnId, event.data.lines) };
    if (event.type !== 'OrderPlaced') return state;
    const { orderId, orderNumber, lines, totalMinor, currency, payment, delivery } = event.data;
    return {
      ...{ kind: 'order', orderId, orderNumber, lines, totalMinor, currency, delivery },
      ...{ isByCard: payment !== undefined, returns: new Map() },
    };
  },
};
