import { streamName, type Sealed, type StreamKind } from '@storefold/contracts';
import { seal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from './streams/decide-batch.js';

/**
 * What somebody says of an order in their own words may tell who someone is: it is sealed as its address is, under the
 * customer's key where there is one, so that their erasure takes it too, else under the order's.
 */
export class OwnWords {
  readonly #keys: KeyStore;

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /**
   * Seals a text about an order.
   *
   * @param type what is said: the type of the event that holds it, or `Refund`
   * @param commandId of the command whose first event holds it
   */
  readonly seal = async (
    about: {
      readonly orderId: string;
      /** Whose order it is, where we know the customer. */
      readonly customerId: string | null;
      readonly kind: StreamKind;
      readonly type: string;
      readonly commandId: string;
    },
    text: string,
  ): Promise<Sealed> => {
    const { orderId, customerId, kind, type, commandId } = about;
    const streamId = streamName(kind, orderId);
    // One that was never made, or was destroyed with who they were, is not made anew.
    const ofCustomer = customerId === null ? undefined : await this.#keys.dataKey(`customer-${customerId}`);
    const keyId = ofCustomer ? `customer-${String(customerId)}` : `order-${orderId}`;
    const key = ofCustomer ?? (await this.#keys.ensureDataKey(keyId));
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type, field: 'words', keyId, eventId }, text);
  };
}
