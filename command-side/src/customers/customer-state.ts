import type { ConsentPurpose, DataOf, Sealed, ShopEvent } from '@storefold/contracts';
import { Map as ImmutableMap, OrderedMap } from 'immutable';

export type LinkPurpose = 'verification' | 'password-reset';
/** A link that was sent, or is about to be. */
export type Link = { readonly purpose: LinkPurpose; readonly requestedAt: string; readonly expiresAt: string };
export type Consent = Pick<DataOf<'ConsentChanged'>, 'granted' | 'wording' | 'decidedAt'>;

export type ActiveCustomer = {
  readonly kind: 'active';
  readonly customerId: string;
  readonly emailHash: string;
  readonly profile: Sealed;
  readonly verified: boolean;
  /** How often the password was changed. */
  readonly passwordVersion: number;
  /** Links that can be used still, by request. */
  readonly links: ImmutableMap<string, Link>;
  /** Links that were used, by request: one that is used again by the same command did its work. */
  readonly used: OrderedMap<string, Link>;
  readonly remindedAt: string | undefined;
  readonly addresses: OrderedMap<string, { readonly address: Sealed; readonly type: ShopEvent['type'] }>;
  readonly defaultAddressId: string | undefined;
  readonly consent: ImmutableMap<ConsentPurpose, Consent>;
  /** When each of their orders was announced, by order. */
  readonly orders: OrderedMap<string, string>;
  /** Commands that changed something, by which a repeat is recognised. */
  readonly changes: OrderedMap<string, true>;
};
export type CustomerState =
  | { readonly kind: 'none' }
  | ActiveCustomer
  | { readonly kind: 'erased'; readonly customerId: string; readonly emailHash: string };

const CHANGES_KEPT = 1_000;
const USED_KEPT = 100;

const registered = ({ customerId, emailHash, profile }: DataOf<'CustomerRegistered'>): ActiveCustomer => ({
  ...{ kind: 'active', customerId, emailHash, profile, verified: false, passwordVersion: 0 },
  ...{ links: ImmutableMap<string, Link>(), used: OrderedMap<string, Link>(), remindedAt: undefined },
  ...{ addresses: OrderedMap<string, never>(), defaultAddressId: undefined },
  ...{ consent: ImmutableMap<ConsentPurpose, Consent>(), orders: OrderedMap<string, string>() },
  changes: OrderedMap<string, true>(),
});

const remembering = (state: ActiveCustomer, changeId: string): ActiveCustomer => ({
  ...state,
  changes: state.changes.set(changeId, true).takeLast(CHANGES_KEPT),
});

const using = (
  state: ActiveCustomer,
  requestId: string,
  purpose: LinkPurpose,
  used = state.links.get(requestId),
): ActiveCustomer => ({
  ...state,
  verified: true,
  // A password that was set by mail ends every other link to set one.
  links:
    purpose === 'password-reset'
      ? state.links.filter((link) => link.purpose !== 'password-reset')
      : state.links.delete(requestId),
  used: used ? state.used.set(requestId, used).takeLast(USED_KEPT) : state.used,
});

const withLink = (
  state: ActiveCustomer,
  purpose: LinkPurpose,
  { requestId, requestedAt, expiresAt }: DataOf<'VerificationRequested'>,
): ActiveCustomer => ({
  ...state,
  links: state.links.filter((link) => link.expiresAt > requestedAt).set(requestId, { purpose, requestedAt, expiresAt }),
});

const evolveActive = (state: ActiveCustomer, event: ShopEvent): CustomerState => {
  switch (event.type) {
    case 'RegistrationRepeated':
      return { ...state, remindedAt: event.data.repeatedAt };
    case 'VerificationRequested':
      return withLink(state, 'verification', event.data);
    case 'PasswordResetRequested':
      return withLink(state, 'password-reset', event.data);
    case 'EmailVerified':
      return using(state, event.data.requestId, 'verification');
    case 'CustomerPasswordChanged': {
      const { changeId, requestId } = event.data;
      const changed = remembering({ ...state, passwordVersion: state.passwordVersion + 1 }, changeId);
      return requestId === undefined ? changed : using(changed, requestId, 'password-reset');
    }
    case 'CustomerAddressAdded':
    case 'CustomerAddressChanged': {
      const { addressId, address, changeId } = event.data;
      const addresses = state.addresses.set(addressId, { address, type: event.type });
      return remembering({ ...state, addresses, defaultAddressId: state.defaultAddressId ?? addressId }, changeId);
    }
    case 'CustomerAddressRemoved': {
      const { addressId, changeId } = event.data;
      const addresses = state.addresses.delete(addressId);
      const defaultAddressId =
        state.defaultAddressId === addressId ? addresses.keySeq().first() : state.defaultAddressId;
      return remembering({ ...state, addresses, defaultAddressId }, changeId);
    }
    case 'DefaultAddressChosen':
      return remembering({ ...state, defaultAddressId: event.data.addressId }, event.data.changeId);
    case 'ConsentChanged': {
      const { purpose, granted, wording, decidedAt, changeId } = event.data;
      return remembering({ ...state, consent: state.consent.set(purpose, { granted, wording, decidedAt }) }, changeId);
    }
    case 'CustomerOrdered':
      return { ...state, orders: state.orders.set(event.data.orderId, event.data.orderedAt) };
    default:
      return state;
  }
};

/** Folds one event into the customer. Total: nothing happens to one who was never registered, or is erased. */
export const evolveCustomer = (state: CustomerState, event: ShopEvent): CustomerState => {
  if (event.type === 'CustomerErased') {
    const { customerId, emailHash } = event.data;
    return { kind: 'erased', customerId, emailHash };
  }
  if (state.kind === 'none') return event.type === 'CustomerRegistered' ? registered(event.data) : state;
  return state.kind === 'active' ? evolveActive(state, event) : state;
};
