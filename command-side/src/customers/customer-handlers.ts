import {
  customerAddress,
  customerProfile,
  streamName,
  type CustomerAddress,
  type CustomerProfile,
  type Sealed,
  type ShopEventType,
} from '@storefold/contracts';
import { seal, unseal, type KeyStore } from '@storefold/platform';
import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { eventIdOf } from '../streams/decide-batch.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { customerDecider, type CustomerCommand, type CustomerRefusal } from './customer-decider.js';
import type { ActiveCustomer, CustomerState } from './customer-state.js';

export type CustomerOutcome = Outcome<CustomerState, CustomerRefusal | KeyReused>;

/** The data key of a customer: all that is theirs is sealed under it. */
export const customerKeyId = (customerId: string): string => `customer-${customerId}`;

/** Customers, and what is sealed of them. */
export class CustomerHandlers {
  readonly #customers: StreamCommands<CustomerState, CustomerCommand, CustomerRefusal>;
  readonly #keys: KeyStore;

  constructor(runtime: StreamRuntime, keys: KeyStore) {
    this.#customers = new StreamCommands(
      {
        kind: 'customer',
        decider: customerDecider,
        weigh: (state) => (state.kind === 'active' ? (state.orders.size + state.changes.size) / 20 : 0),
      },
      runtime,
    );
    this.#keys = keys;
  }

  readonly handle = (command: CustomerCommand, context: CommandContext): Promise<CustomerOutcome> =>
    this.#customers.handle(command.customerId, command, context);

  /** The customer as the log has them now. */
  readonly customer = async (customerId: string): Promise<CustomerState> =>
    (await this.#customers.read(customerId, { fresh: true })).state;

  /**
   * Seals what tells who a customer is.
   *
   * @param commandId of the command whose first event holds it
   * @throws Error when the customer's key was destroyed
   */
  async seal(
    about: { readonly customerId: string; readonly type: ShopEventType; readonly field: string },
    value: unknown,
    commandId: string,
  ): Promise<Sealed> {
    const { customerId, type, field } = about;
    const streamId = streamName('customer', customerId);
    const keyId = customerKeyId(customerId);
    const key = await this.#keys.ensureDataKey(keyId);
    return seal(key, { streamId, type, field, keyId, eventId: eventIdOf(commandId, streamId, 0) }, value);
  }

  /** Who they are; undefined where nobody can know any more. */
  async profile({ customerId, profile }: ActiveCustomer): Promise<CustomerProfile | undefined> {
    const opened = await this.#open(customerId, profile, 'CustomerRegistered', 'profile');
    return opened === undefined ? undefined : customerProfile.parse(opened);
  }

  /** One of their addresses; undefined where they have none of this id, or nobody can know any more. */
  async address({ customerId, addresses }: ActiveCustomer, addressId: string): Promise<CustomerAddress | undefined> {
    const kept = addresses.get(addressId);
    const opened = kept && (await this.#open(customerId, kept.address, kept.type, 'address'));
    return opened === undefined ? undefined : customerAddress.parse(opened);
  }

  async #open(customerId: string, envelope: Sealed, type: string, field: string): Promise<unknown> {
    const key = await this.#keys.dataKey(envelope.keyId);
    return key && unseal(key, envelope, { streamId: streamName('customer', customerId), type, field });
  }
}
