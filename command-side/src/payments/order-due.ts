import type { ShopEvent } from '@storefold/contracts';
import type { Fold } from '../streams/folded-stream.js';

/** What payments need to know of an order: payments' own small fold of the order's events. */
export type OrderDue =
  | { readonly kind: 'no-order' }
  | {
      readonly kind: 'order';
      readonly currency: string;
      readonly customerId: string | null;
      /** The session that placed it. */
      readonly shopperId?: string | undefined;
      readonly country: string;
      /** Total of the order less what was returned and the lines that were cancelled, in minor units. */
      readonly dueMinor: number;
      readonly cancelled: boolean;
      /** What each return was worth, in minor units: a refund may say which one it pays back. */
      readonly returns: ReadonlyMap<string, number>;
      /** What each cancellation of lines was worth, in minor units. */
      readonly cancellations?: ReadonlyMap<string, number>;
      /** What is to be paid for all that was not cancelled, returned or not, in minor units. @default dueMinor */
      readonly keptMinor?: number;
    };

const evolve = (state: OrderDue, event: ShopEvent): OrderDue => {
  switch (event.type) {
    case 'OrderPlaced': {
      const { currency, customerId, shopperId, country, totalMinor } = event.data;
      return {
        ...{ kind: 'order', currency, customerId, shopperId, country },
        ...{ dueMinor: totalMinor, keptMinor: totalMinor, cancelled: false, returns: new Map() },
      };
    }
    case 'OrderCancelled':
      return state.kind === 'order' ? { ...state, cancelled: true } : state;
    case 'OrderLinesCancelled': {
      if (state.kind === 'no-order') return state;
      const { cancellationId, amountMinor } = event.data;
      return {
        ...state,
        dueMinor: state.dueMinor - amountMinor,
        keptMinor: (state.keptMinor ?? state.dueMinor) - amountMinor,
        cancellations: new Map(state.cancellations).set(cancellationId, amountMinor),
      };
    }
    case 'ReturnInspected':
    case 'ItemsReturned': {
      if (state.kind === 'no-order') return state;
      const { returnId, amountMinor } = event.data;
      const returns = new Map(state.returns).set(returnId, (state.returns.get(returnId) ?? 0) + amountMinor);
      return { ...state, dueMinor: state.dueMinor - amountMinor, returns };
    }
    default:
      return state;
  }
};

export const orderDue: Fold<OrderDue> = { initial: { kind: 'no-order' }, evolve };
