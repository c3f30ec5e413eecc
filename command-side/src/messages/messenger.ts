import { delivery, streamName, type DataOf, type MessageKind, type Recorded } from '@storefold/contracts';
import { deriveId, unseal, type KeyStore } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { StreamCommands } from '../streams/stream-commands.js';
import { StreamReader } from '../streams/stream-reader.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { CustomerSecrets } from '../customers/customer-secrets.js';
import { CustomerLetters, isToldToCustomer, type ToldToCustomer } from './customer-letters.js';
import { messageDecider, type MessageCommand, type MessageState } from './message-decider.js';
import { Undeliverable, type Letter, type PostOffice } from './post-office.js';
import type { Letterhead, Told, Words } from './letterhead.js';
import * as returns from './return-templates.js';
import * as templates from './templates.js';
import { toldOrder, type ToldOrder } from './told-order.js';

export type MessengerOptions = Letterhead & {
  readonly post: PostOffice;
  /** Who is told of low stock; undefined tells nobody. */
  readonly shopkeeper: string | undefined;
  readonly secrets: CustomerSecrets;
};
type About = {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly orderId?: string;
  readonly sku?: string;
  readonly customerId?: string;
};

/** Tells people what happened to their orders, and the shopkeeper what runs low. Each message goes out at least once. */
export class Messenger {
  readonly #messages: StreamCommands<MessageState, MessageCommand, never>;
  readonly #orders: StreamReader<ToldOrder>;
  readonly #letters: CustomerLetters;
  readonly #keys: KeyStore;
  readonly #clock: Clock;
  readonly #options: MessengerOptions;

  constructor(runtime: StreamRuntime, keys: KeyStore, clock: Clock, options: MessengerOptions) {
    this.#messages = new StreamCommands({ kind: 'message', decider: messageDecider }, runtime);
    this.#orders = new StreamReader('order', toldOrder, runtime);
    this.#letters = new CustomerLetters(runtime, keys, options);
    this.#keys = keys;
    this.#clock = clock;
    this.#options = options;
  }

  /**
   * Tells whom it concerns of an event. The same event again sends nothing, unless we died between the mail server's answer and
   * writing it down.
   *
   * @throws Error when the mail server is away: handle the event again
   */
  async handle(event: Recorded): Promise<void> {
    if (!isTold(event)) return;
    const kind = templates.toldOf[event.type];
    const messageId = deriveId('message', kind, event.eventId);
    if ((await this.#messages.read(messageId, { fresh: true })).state !== 'open') return;
    if (event.type === 'StockRanLow') {
      await this.#tellShopkeeper({ messageId, kind, sku: event.data.sku }, event.data, event);
      return;
    }
    if (isToldToCustomer(event)) {
      const about = { messageId, kind, customerId: event.data.customerId };
      const letter = await this.#letters.write(event);
      if (letter === undefined) return this.#drop(about, 'nobody knows any more who it is for', event);
      await this.#send(about, { ...letter, messageId }, event);
      return;
    }
    if (event.type === 'CartAbandoned') return this.#remind(event, messageId);
    const { orderId } = event.data;
    // What was asked back may have been asked for elsewhere.
    const order = await this.#orders.read(orderId, { fresh: event.type.startsWith('Return') });
    const known = order.kind === 'order' ? order : await this.#orders.read(orderId, { fresh: true });
    const about = { messageId, kind, orderId };
    if (known.kind === 'no-order') return this.#drop(about, 'there is no such order', event);
    const to = await this.#addressOf(known);
    if (to === undefined) return this.#drop(about, 'nobody knows any more whose order it is', event);
    const words = await this.#wordsFor(known, event);
    await this.#send(about, { ...words, messageId, to }, event);
  }

  async #wordsFor(order: Told, event: ToldOfOrder): Promise<Words> {
    switch (event.type) {
      case 'OrderConfirmed':
        return templates.orderConfirmed(order, this.#options);
      case 'ItemsShipped':
        return templates.itemsShipped(order, event.data, this.#options);
      case 'OrderCancelled':
        return templates.orderCancelled(order, event.data, this.#options);
      case 'OrderLinesCancelled':
        return templates.orderLinesCancelled(order, event.data, this.#options);
      case 'PaymentDeclined':
        return templates.paymentDeclined(order, event.data, this.#options);
      case 'PaymentRefunded':
        return templates.paymentRefunded(order, event.data, this.#options);
      case 'ReturnApproved':
        return returns.returnApproved(order, event.data, this.#options);
      case 'ReturnDeclined':
        return returns.returnDeclined(order, event.data, await this.#said(order, event), this.#options);
      case 'ReturnInspected':
        return returns.returnInspected(order, event.data, await this.#said(order, event), this.#options);
    }
  }

  /** What a clerk wrote to a return, for the customer to read; undefined where nothing was, or its key is gone. */
  async #said(
    { orderId }: Told,
    { type, data: { words } }: Extract<ToldOfOrder, { readonly type: 'ReturnDeclined' | 'ReturnInspected' }>,
  ): Promise<string | undefined> {
    const key = words && (await this.#keys.dataKey(words.keyId));
    if (!words || !key) return undefined;
    return z.string().parse(unseal(key, words, { streamId: streamName('order', orderId), type, field: 'words' }));
  }

  /** Undefined where it was erased, or never known. */
  async #addressOf({ orderId, delivery: envelope }: Told): Promise<Letter['to'] | undefined> {
    const key = envelope && (await this.#keys.dataKey(envelope.keyId));
    if (!envelope || !key) return undefined;
    const place = { streamId: streamName('order', orderId), type: 'OrderPlaced', field: 'delivery' };
    const { email, name } = delivery.parse(unseal(key, envelope, place));
    return { address: email, name };
  }

  /** Guests are not written to: they never said that we may. */
  async #remind(event: Extract<Recorded, { readonly type: 'CartAbandoned' }>, messageId: string): Promise<void> {
    const { customerId, lines } = event.data;
    if (customerId === undefined) return;
    const about = { messageId, kind: 'cart-reminder', customerId } as const;
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const letter = await this.#letters.remind(customerId, pieces);
    if (letter) await this.#send(about, { ...letter, messageId }, event);
    else await this.#drop(about, 'who it is for did not agree to it, or is not known to read at that address', event);
  }

  async #tellShopkeeper(about: About, data: DataOf<'StockRanLow'>, because: Recorded): Promise<void> {
    const { shopkeeper } = this.#options;
    if (shopkeeper === undefined) return this.#drop(about, 'nobody is named to be told', because);
    const to = { address: shopkeeper, name: this.#options.shopName };
    await this.#send(about, { ...templates.stockLow(data, this.#options), messageId: about.messageId, to }, because);
  }

  async #send(about: About, letter: Letter, because: Recorded): Promise<void> {
    try {
      await this.#options.post.send(letter);
    } catch (error) {
      if (error instanceof Undeliverable) return this.#drop(about, error.message, because);
      throw error;
    }
    await this.#record({ outcome: 'sent', ...about }, because);
  }

  #drop(about: About, reason: string, because: Recorded): Promise<void> {
    return this.#record({ outcome: 'dropped', ...about, reason }, because);
  }

  async #record(command: MessageCommand, { eventId, metadata }: Recorded): Promise<void> {
    await this.#messages.handle(command.messageId, command, {
      commandId: deriveId('message', command.messageId, command.outcome),
      actor: { kind: 'process', id: 'messages' },
      ...{ occurredAt: this.#clock(), origin: 'live', correlationId: metadata.$correlationId, causationId: eventId },
      traceparent: metadata.traceparent,
    });
  }
}

type ToldEvent = Extract<Recorded, { readonly type: keyof typeof templates.toldOf }>;
type ToldOfOrder = Exclude<ToldEvent, { readonly type: 'StockRanLow' | 'CartAbandoned' | ToldToCustomer['type'] }>;

const isTold = (event: Recorded): event is ToldEvent => Object.hasOwn(templates.toldOf, event.type);

/** The event types that the messenger follows. */
export const messengerTypes = Object.keys(templates.toldOf);
