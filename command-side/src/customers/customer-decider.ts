import type { ConsentPurpose, Sealed, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { evolveCustomer, type ActiveCustomer, type CustomerState, type LinkPurpose } from './customer-state.js';

type To = { readonly customerId: string };
type Change = To & { readonly changeId: string };
/** `at`: now, ISO 8601. */
type Now = { readonly at: string };

export type CustomerCommand =
  | ({ readonly kind: 'register'; readonly emailHash: string; readonly profile: Sealed } & To)
  | ({ readonly kind: 'remind' } & To & Now)
  | ({ readonly kind: 'request-link'; readonly purpose: LinkPurpose; readonly requestId: string } & To & Now)
  | ({ readonly kind: 'verify'; readonly requestId: string } & To & Now)
  | ({ readonly kind: 'reset-password'; readonly requestId: string } & Change & Now)
  | ({ readonly kind: 'change-password' } & Change)
  | ({ readonly kind: 'add-address' | 'change-address'; readonly addressId: string; readonly address: Sealed } & Change)
  | ({ readonly kind: 'remove-address' | 'choose-address'; readonly addressId: string } & Change)
  | ({
      readonly kind: 'consent';
      readonly purpose: ConsentPurpose;
      readonly granted: boolean;
      readonly wording: string;
    } & Change &
      Now)
  | ({ readonly kind: 'order'; readonly orderId: string } & To & Now)
  /** `closed`: those of their orders that nothing is to be sent for any more. */
  | ({ readonly kind: 'erase'; readonly closed: ReadonlySet<string> } & To & Now);
export type CustomerRefusal =
  | 'customer-not-found'
  | 'customer-erased'
  | 'customer-has-open-orders'
  | 'link-not-valid'
  | 'address-not-found'
  | 'too-many-addresses';

/** More addresses than this are no customer's own. */
export const MOST_ADDRESSES = 50;
/** How long a link of a mail can be used. */
export const LINK_LASTS_MS = { verification: 7 * 24 * 3_600_000, 'password-reset': 3_600_000 } as const;
/** Nobody's mailbox is filled by others asking for links: within this time they are sent one. */
const LINK_PAUSE_MS = 60_000;
const REMINDER_PAUSE_MS = 24 * 3_600_000;

const requestLink = (
  { customerId, purpose, requestId, at }: Extract<CustomerCommand, { kind: 'request-link' }>,
  state: ActiveCustomer,
) => {
  if (state.links.has(requestId) || state.used.has(requestId)) return alreadyDone;
  if (purpose === 'verification' && state.verified) return alreadyDone;
  const now = Date.parse(at);
  const tooSoon = (link: { readonly purpose: LinkPurpose; readonly requestedAt: string }) =>
    link.purpose === purpose && now - Date.parse(link.requestedAt) < LINK_PAUSE_MS;
  if (state.links.some(tooSoon)) return alreadyDone;
  const expiresAt = new Date(now + LINK_LASTS_MS[purpose]).toISOString();
  return accept<ShopEvent>({
    type: purpose === 'verification' ? 'VerificationRequested' : 'PasswordResetRequested',
    data: { customerId, requestId, requestedAt: at, expiresAt },
  });
};

const canUse = (state: ActiveCustomer, requestId: string, purpose: LinkPurpose, at: string): boolean => {
  const link = state.links.get(requestId);
  return link?.purpose === purpose && link.expiresAt > at;
};

const changeAddress = (command: Extract<CustomerCommand, { readonly addressId: string }>, state: ActiveCustomer) => {
  const { customerId, changeId, addressId } = command;
  if (state.changes.has(changeId)) return alreadyDone;
  if (command.kind === 'add-address') {
    if (state.addresses.size >= MOST_ADDRESSES) return refuseAs('too-many-addresses', { most: MOST_ADDRESSES });
    const { address } = command;
    return accept<ShopEvent>({ type: 'CustomerAddressAdded', data: { customerId, changeId, addressId, address } });
  }
  if (!state.addresses.has(addressId))
    // What is to be gone is gone.
    return command.kind === 'remove-address' ? alreadyDone : refuseAs('address-not-found', { addressId });
  const data = { customerId, changeId, addressId };
  if (command.kind === 'change-address')
    return accept<ShopEvent>({ type: 'CustomerAddressChanged', data: { ...data, address: command.address } });
  if (command.kind === 'remove-address') return accept<ShopEvent>({ type: 'CustomerAddressRemoved', data });
  return state.defaultAddressId === addressId ? alreadyDone : accept<ShopEvent>({ type: 'DefaultAddressChosen', data });
};

const decideActive = (command: CustomerCommand, state: ActiveCustomer) => {
  const { customerId } = command;
  switch (command.kind) {
    case 'register':
      return alreadyDone;
    case 'remind': {
      const { at } = command;
      const { remindedAt } = state;
      return remindedAt !== undefined && Date.parse(at) - Date.parse(remindedAt) < REMINDER_PAUSE_MS
        ? alreadyDone
        : accept<ShopEvent>({ type: 'RegistrationRepeated', data: { customerId, repeatedAt: at } });
    }
    case 'request-link':
      return requestLink(command, state);
    case 'verify': {
      const { requestId, at } = command;
      if (state.used.get(requestId)?.purpose === 'verification') return alreadyDone;
      return canUse(state, requestId, 'verification', at)
        ? accept<ShopEvent>({ type: 'EmailVerified', data: { customerId, requestId } })
        : refuseAs('link-not-valid');
    }
    case 'reset-password': {
      const { changeId, requestId, at } = command;
      if (state.changes.has(changeId)) return alreadyDone;
      return canUse(state, requestId, 'password-reset', at)
        ? accept<ShopEvent>({ type: 'CustomerPasswordChanged', data: { customerId, changeId, requestId } })
        : refuseAs('link-not-valid');
    }
    case 'change-password':
      return state.changes.has(command.changeId)
        ? alreadyDone
        : accept<ShopEvent>({ type: 'CustomerPasswordChanged', data: { customerId, changeId: command.changeId } });
    case 'consent': {
      const { changeId, purpose, granted, wording, at } = command;
      const stands = state.consent.get(purpose);
      if (state.changes.has(changeId) || (stands?.granted === granted && stands.wording === wording))
        return alreadyDone;
      const data = { customerId, changeId, purpose, granted, wording, decidedAt: at };
      return accept<ShopEvent>({ type: 'ConsentChanged', data });
    }
    case 'order':
      return state.orders.has(command.orderId)
        ? alreadyDone
        : accept<ShopEvent>({
            type: 'CustomerOrdered',
            data: { customerId, orderId: command.orderId, orderedAt: command.at },
          });
    case 'erase': {
      const open = state.orders.keySeq().find((orderId) => !command.closed.has(orderId));
      if (open !== undefined) return refuseAs('customer-has-open-orders', { orderId: open });
      const { emailHash } = state;
      return accept<ShopEvent>({ type: 'CustomerErased', data: { customerId, emailHash, erasedAt: command.at } });
    }
    default:
      return changeAddress(command, state);
  }
};

/** A customer, from registered to erased. Who they are is sealed: nothing is decided by it. */
export const customerDecider: Decider<CustomerState, CustomerCommand, ShopEvent, CustomerRefusal> = {
  initial: { kind: 'none' },
  evolve: evolveCustomer,
  decide: (command, state) => {
    const { customerId } = command;
    if (state.kind === 'active') return decideActive(command, state);
    if (state.kind === 'erased')
      return command.kind === 'erase' ? alreadyDone : refuseAs('customer-erased', { customerId });
    if (command.kind !== 'register') return refuseAs('customer-not-found', { customerId });
    const { emailHash, profile } = command;
    return accept<ShopEvent>({ type: 'CustomerRegistered', data: { customerId, emailHash, profile } });
  },
};
