import { streamName, type Sealed, type StreamKind } from '@storefold/contracts';
import { seal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from './streams/decide-batch.js';

/** What somebody says of an order in their own words may tell who someone is: it is sealed under the order's key, as its address is. */
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
    about: { readonly orderId: string; readonly kind: StreamKind; readonly type: string; readonly commandId: string },
    text: string,
  ): Promise<Sealed> => {
    const { orderId, kind, type, commandId } = about;
    const keyId = `order-${orderId}`;
    const streamId = streamName(kind, orderId);
    const key = await this.#keys.ensureDataKey(keyId);
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type, field: 'words', keyId, eventId }, text);
  };
}
