import { streamName, type DataOf, type ShopEvent } from '@storefold/contracts';
import { unseal, type KeyStore } from '@storefold/platform';
import type { CartMerging } from '../carts/cart-merging.js';
import type { Fold } from '../streams/folded-stream.js';
import { StreamReader } from '../streams/stream-reader.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { CustomerHandlers } from './customer-handlers.js';
import type { ActiveCustomer } from './customer-state.js';

type ToldOrder = { readonly status: string; readonly order: DataOf<'OrderPlaced'> } | undefined;
const STATUSES: Readonly<Record<string, string>> = {
  OrderConfirmed: 'confirmed',
  OrderCancelled: 'cancelled',
  ItemsShipped: 'shipped',
  ItemsReturned: 'returned',
  ReturnInspected: 'returned',
};
const told: Fold<ToldOrder> = {
  initial: undefined,
  evolve: (state, event: ShopEvent) => {
    if (event.type === 'OrderPlaced') return { status: 'placed', order: event.data };
    return state && { ...state, status: STATUSES[event.type] ?? state.status };
  },
};

/** All that the shop knows of a customer, opened, for them to take with them. */
export class CustomerExport {
  readonly #customers: CustomerHandlers;
  readonly #carts: CartMerging;
  readonly #orders: StreamReader<ToldOrder>;
  readonly #keys: KeyStore;

  constructor(customers: CustomerHandlers, carts: CartMerging, runtime: StreamRuntime, keys: KeyStore) {
    this.#customers = customers;
    this.#carts = carts;
    this.#orders = new StreamReader('order', told, runtime);
    this.#keys = keys;
  }

  /** Who they are and what they told us: profile, addresses, consent. */
  async account(customer: ActiveCustomer) {
    const { customerId, verified, defaultAddressId } = customer;
    const profile = await this.#customers.profile(customer);
    const addresses = [];
    for (const addressId of customer.addresses.keys()) {
      const address = await this.#customers.address(customer, addressId);
      if (address) addresses.push({ addressId, isDefault: addressId === defaultAddressId, ...address });
    }
    return { customerId, ...profile, verified, addresses, consent: customer.consent.toObject() };
  }

  async all(customer: ActiveCustomer) {
    const orders = [];
    for (const [orderId, orderedAt] of customer.orders) {
      const known = await this.#orders.read(orderId, { fresh: true });
      if (!known) continue;
      const { delivery, ...order } = known.order;
      const key = delivery && (await this.#keys.dataKey(delivery.keyId));
      const place = { streamId: streamName('order', orderId), type: 'OrderPlaced', field: 'delivery' };
      const opened = delivery && key ? unseal(key, delivery, place) : null;
      orders.push({ ...order, orderedAt, status: known.status, delivery: opened });
    }
    return { ...(await this.account(customer)), orders, cart: await this.#carts.lines(customer.customerId) };
  }
}
