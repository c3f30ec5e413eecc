import { deriveId } from '@storefold/platform';
import type { CommandContext } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { CustomerCredentials } from './customer-credentials.js';
import type { CustomerHandlers, CustomerOutcome } from './customer-handlers.js';
import type { CustomerSecrets } from './customer-secrets.js';
import type { LinkPurpose } from './customer-state.js';
import { emailDecider, type EmailCommand, type EmailRefusal, type EmailState } from './email-decider.js';

export type RegistrationParts = {
  readonly runtime: StreamRuntime;
  readonly customers: CustomerHandlers;
  readonly credentials: CustomerCredentials;
  readonly secrets: CustomerSecrets;
  /** Whether an address is verified by mail before anybody signs in with it. */
  readonly verifies: boolean;
};

/** A second command on one stream needs a name of its own: ids of events follow from it. */
const also = (context: CommandContext, name: string): CommandContext => ({
  ...{ ...context, commandId: deriveId(name, context.commandId), bodyHash: undefined },
});

/**
 * Registration, and the links that are sent by mail. Strangers learn nothing: whatever an address is, the answer is the same,
 * the same password is hashed, and only who reads mail there is told more. So no command here compares bodies either.
 */
export class Registration {
  readonly #emails: StreamCommands<EmailState, EmailCommand, EmailRefusal>;
  readonly #parts: RegistrationParts;

  constructor(parts: RegistrationParts) {
    this.#parts = parts;
    this.#emails = new StreamCommands({ kind: 'email', decider: emailDecider }, parts.runtime);
  }

  /** The id follows from the command and the address: two who chose one key are two customers. */
  readonly register = async (
    { name, email, password }: { readonly name: string; readonly email: string; readonly password: string },
    asked: CommandContext,
  ): Promise<void> => {
    const { customers, credentials, secrets, verifies } = this.#parts;
    const context = { ...asked, bodyHash: undefined };
    const { commandId, occurredAt: at } = context;
    const emailHash = secrets.emailHash(email);
    const customerId = deriveId('customer', commandId, emailHash);
    // Kept under the customer's id before anything is decided: it takes as long whoever has the address.
    if (await this.#mayBegin(customerId)) await credentials.keepForLater(customerId, password, commandId, at);
    const taken = await this.#claim(emailHash, customerId, context);
    if (taken !== undefined) {
      await credentials.remove('', customerId);
      await customers.handle({ kind: 'remind', customerId: taken, at }, also(context, 'remind'));
      return;
    }
    if ((await customers.customer(customerId)).kind === 'erased') return;
    const about = { customerId, type: 'CustomerRegistered', field: 'profile' } as const;
    const profile = await customers.seal(about, { name, email: email.trim() }, commandId);
    await customers.handle({ kind: 'register', customerId, emailHash, profile }, context);
    if (verifies) await this.#requestLink('verification', customerId, context);
    else await credentials.activate(emailHash, customerId);
  };

  /** Sends a link where the address is somebody's. */
  readonly requestLink = async (purpose: LinkPurpose, email: string, context: CommandContext): Promise<void> => {
    const customerId = await this.holderOf(this.#parts.secrets.emailHash(email));
    if (customerId !== undefined) await this.#requestLink(purpose, customerId, { ...context, bodyHash: undefined });
  };

  /** Whose an address is. */
  readonly holderOf = async (emailHash: string): Promise<string | undefined> =>
    (await this.#emails.read(emailHash, { fresh: true })).state.holder?.customerId;

  /** Frees the address of an erased customer. */
  readonly release = async (emailHash: string, customerId: string, context: CommandContext): Promise<void> => {
    await this.#emails.handle(emailHash, { kind: 'release', emailHash, customerId }, context);
  };

  /** Uses a link to verify the address. */
  readonly verify = async (token: string, context: CommandContext): Promise<CustomerOutcome> => {
    const { customers, credentials } = this.#parts;
    const link = await this.#read('verification', token);
    if (!link) return { kind: 'refused', code: 'link-not-valid', facts: {} };
    const outcome = await customers.handle({ kind: 'verify', ...link, at: context.occurredAt }, context);
    if (outcome.kind === 'accepted' && outcome.state.kind === 'active')
      await credentials.activate(outcome.state.emailHash, link.customerId);
    return outcome;
  };

  /** Uses a link to set a new password, which verifies the address too. */
  readonly resetPassword = async (
    token: string,
    password: string,
    context: CommandContext,
  ): Promise<CustomerOutcome> => {
    const link = await this.#read('password-reset', token);
    if (!link) return { kind: 'refused', code: 'link-not-valid', facts: {} };
    const changeId = deriveId('password-change', context.commandId);
    const command = { kind: 'reset-password', ...link, changeId, at: context.occurredAt } as const;
    return this.#set(await this.#parts.customers.handle(command, context), password, context);
  };

  /** Sets a new password for who proved to know the old one. */
  readonly changePassword = async (
    customerId: string,
    password: string,
    context: CommandContext,
  ): Promise<CustomerOutcome> => {
    const changeId = deriveId('password-change', context.commandId);
    const command = { kind: 'change-password', customerId, changeId } as const;
    return this.#set(await this.#parts.customers.handle(command, context), password, context);
  };

  async #set(outcome: CustomerOutcome, password: string, context: CommandContext): Promise<CustomerOutcome> {
    if (outcome.kind === 'accepted' && outcome.state.kind === 'active') {
      const { emailHash, customerId } = outcome.state;
      await this.#parts.credentials.set(emailHash, customerId, password, context.commandId, context.occurredAt);
    }
    return outcome;
  }

  async #mayBegin(customerId: string): Promise<boolean> {
    return (await this.#parts.customers.customer(customerId)).kind === 'none';
  }

  /** Undefined when it is the customer's now; else whose it is. */
  async #claim(emailHash: string, customerId: string, context: CommandContext): Promise<string | undefined> {
    const claim = { kind: 'claim', emailHash, customerId, at: context.occurredAt } as const;
    const holder = await this.holderOf(emailHash);
    const known = holder === undefined || (await this.#parts.customers.customer(holder)).kind !== 'none';
    const outcome = await this.#emails.handle(
      emailHash,
      { ...claim, ...(known ? {} : { abandonedBy: holder }) },
      context,
    );
    if (outcome.kind === 'accepted') return undefined;
    // A late repeat of somebody erased: nobody is told.
    return outcome.code === 'email-released' ? customerId : ((await this.holderOf(emailHash)) ?? customerId);
  }

  async #requestLink(purpose: LinkPurpose, customerId: string, context: CommandContext): Promise<void> {
    const requestId = deriveId('link', purpose, context.commandId);
    const command = { kind: 'request-link', customerId, purpose, requestId, at: context.occurredAt } as const;
    await this.#parts.customers.handle(command, also(context, `link-${purpose}`));
  }

  /** The request that a token belongs to; undefined where there is none such, or it is not its token. */
  async #read(purpose: LinkPurpose, token: string) {
    const { customers, secrets } = this.#parts;
    const read = secrets.read(token);
    const customer = read && (await customers.customer(read.customerId));
    if (!read || customer?.kind !== 'active') return undefined;
    // A link that was used did its work: its request is told by the decider.
    const used = customer.used.get(read.requestId);
    const link = customer.links.get(read.requestId) ?? used;
    if (!link || link.purpose !== purpose) return undefined;
    return secrets.isTrue(token, { purpose, ...read, expiresAt: link.expiresAt }) ? read : undefined;
  }
}
