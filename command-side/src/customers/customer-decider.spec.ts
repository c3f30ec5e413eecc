import type { Sealed, ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { customerDecider, MOST_ADDRESSES, type CustomerCommand } from './customer-decider.js';

const customerId = 'ann';
const emailHash = 'a'.repeat(64);
const NOON = '2026-11-27T12:00:00.000Z';
const after = (ms: number): string => new Date(Date.parse(NOON) + ms).toISOString();
const HOUR = 3_600_000;
const box: Sealed = { sealed: 1, keyId: 'customer-ann', bound: 'here', nonce: 'n'.repeat(16), box: 'b'.repeat(24) };
const registered: ShopEvent = { type: 'CustomerRegistered', data: { customerId, emailHash, profile: box } };
const link = (requestId: string, requestedAt = NOON) => ({ customerId, requestId, requestedAt });
const asked = (requestId: string): ShopEvent => ({
  type: 'VerificationRequested',
  data: { ...link(requestId), expiresAt: after(7 * 24 * HOUR) },
});
const forgot = (requestId: string): ShopEvent => ({
  type: 'PasswordResetRequested',
  data: { ...link(requestId), expiresAt: after(HOUR) },
});
const verified: ShopEvent = { type: 'EmailVerified', data: { customerId, requestId: 'r1' } };
const verify = (requestId: string, at = NOON): CustomerCommand => ({ kind: 'verify', customerId, requestId, at });
const reset = (requestId: string, at = NOON, changeId = 'c1'): CustomerCommand => ({
  ...{ kind: 'reset-password', customerId, changeId, requestId, at },
});
const changed = (changeId: string, requestId?: string): ShopEvent => ({
  type: 'CustomerPasswordChanged',
  data: { customerId, changeId, ...(requestId === undefined ? {} : { requestId }) },
});
const ordered = (orderId: string): ShopEvent => ({
  ...{ type: 'CustomerOrdered', data: { customerId, orderId, orderedAt: NOON } },
});
const erase = (...closed: string[]): CustomerCommand => ({
  ...{ kind: 'erase', customerId, closed: new Set(closed), at: NOON },
});
const erased: ShopEvent = { type: 'CustomerErased', data: { customerId, emailHash, erasedAt: NOON } };

describe('a customer', () => {
  it('is registered once', () => {
    const register: CustomerCommand = { kind: 'register', customerId, emailHash, profile: box };
    given(customerDecider).when(register).then(registered);
    given(customerDecider, registered).when(register).then();
    given(customerDecider).when(verify('r1')).refuses('customer-not-found', { customerId });
  });
  it('is told once a day at most that somebody registered with their address', () => {
    const remind = (at: string): CustomerCommand => ({ kind: 'remind', customerId, at });
    const told = (repeatedAt: string): ShopEvent => ({
      type: 'RegistrationRepeated',
      data: { customerId, repeatedAt },
    });
    given(customerDecider, registered).when(remind(NOON)).then(told(NOON));
    given(customerDecider, registered, told(NOON))
      .when(remind(after(24 * HOUR - 1)))
      .then();
    given(customerDecider, registered, told(NOON))
      .when(remind(after(24 * HOUR)))
      .then(told(after(24 * HOUR)));
  });
  it('is sent one link a minute for each purpose', () => {
    const request = (requestId: string, at: string): CustomerCommand => ({
      ...{ kind: 'request-link', customerId, purpose: 'verification', requestId, at },
    });
    given(customerDecider, registered).when(request('r1', NOON)).then(asked('r1'));
    given(customerDecider, registered, asked('r1'))
      .when(request('r1', after(HOUR)))
      .then();
    given(customerDecider, registered, asked('r1'))
      .when(request('r2', after(59_999)))
      .then();
    given(customerDecider, registered, forgot('r1')).when(request('r2', NOON)).then(asked('r2'));
    given(customerDecider, registered, asked('r1'), verified)
      .when(request('r2', after(HOUR)))
      .then();
  });
  it('verifies an address by a link of its own, in time', () => {
    given(customerDecider, registered, asked('r1')).when(verify('r1')).then(verified);
    given(customerDecider, registered, asked('r1'), verified).when(verify('r1')).then();
    given(customerDecider, registered, asked('r1')).when(verify('r2')).refuses('link-not-valid');
    given(customerDecider, registered, asked('r1'))
      .when(verify('r1', after(7 * 24 * HOUR)))
      .refuses('link-not-valid');
    given(customerDecider, registered, forgot('r1')).when(verify('r1')).refuses('link-not-valid');
  });
  it('sets a password by a link once, within an hour', () => {
    given(customerDecider, registered, forgot('r1')).when(reset('r1')).then(changed('c1', 'r1'));
    given(customerDecider, registered, forgot('r1'), changed('c1', 'r1')).when(reset('r1')).then();
    given(customerDecider, registered, forgot('r1'), changed('c1', 'r1'))
      .when(reset('r1', NOON, 'c2'))
      .refuses('link-not-valid');
    given(customerDecider, registered, forgot('r1'))
      .when(reset('r1', after(HOUR)))
      .refuses('link-not-valid');
    given(customerDecider, registered, asked('r1')).when(reset('r1')).refuses('link-not-valid');
    // One that is set ends every other link to set one.
    given(customerDecider, registered, forgot('r1'), forgot('r2'), changed('c1', 'r1'))
      .when(reset('r2', NOON, 'c2'))
      .refuses('link-not-valid');
  });
  it('keeps addresses, as many as somebody may have', () => {
    const add = (addressId: string): CustomerCommand => ({
      ...{ kind: 'add-address', customerId, changeId: `add-${addressId}`, addressId, address: box },
    });
    const added = (addressId: string): ShopEvent => ({
      type: 'CustomerAddressAdded',
      data: { customerId, changeId: `add-${addressId}`, addressId, address: box },
    });
    const removed: ShopEvent = {
      type: 'CustomerAddressRemoved',
      data: { customerId, changeId: 'c1', addressId: 'home' },
    };
    given(customerDecider, registered).when(add('home')).then(added('home'));
    given(customerDecider, registered, added('home')).when(add('home')).then();
    // Not brought back by a late repeat.
    given(customerDecider, registered, added('home'), removed).when(add('home')).then();
    const about = { customerId, changeId: 'c1', addressId: 'home' };
    given(customerDecider, registered, added('home'))
      .when({ kind: 'remove-address', ...about })
      .then(removed);
    given(customerDecider, registered)
      .when({ kind: 'remove-address', ...about })
      .then();
    given(customerDecider, registered)
      .when({ kind: 'change-address', ...about, address: box })
      .refuses('address-not-found', { addressId: 'home' });
    given(customerDecider, registered, added('home'), added('work'))
      .when({ kind: 'choose-address', ...about, addressId: 'work' })
      .then({ type: 'DefaultAddressChosen', data: { ...about, addressId: 'work' } });
    const many = Array.from({ length: MOST_ADDRESSES }, (_, index) => added(`a${index.toString()}`));
    given(customerDecider, registered, ...many)
      .when(add('one-more'))
      .refuses('too-many-addresses', { most: MOST_ADDRESSES });
  });
  it('agrees and disagrees, each said once', () => {
    const say = (changeId: string, granted: boolean): CustomerCommand => ({
      ...{ kind: 'consent', customerId, changeId, purpose: 'activity', granted, wording: 'v1', at: NOON },
    });
    const said = (changeId: string, granted: boolean): ShopEvent => ({
      type: 'ConsentChanged',
      data: { customerId, changeId, purpose: 'activity', granted, wording: 'v1', decidedAt: NOON },
    });
    given(customerDecider, registered).when(say('c1', true)).then(said('c1', true));
    given(customerDecider, registered, said('c1', true)).when(say('c2', true)).then();
    given(customerDecider, registered, said('c1', true), said('c2', false)).when(say('c1', true)).then();
    given(customerDecider, registered, said('c1', true)).when(say('c2', false)).then(said('c2', false));
  });
  it('is erased when nothing is to be sent to them any more, and for good', () => {
    given(customerDecider, registered, ordered('o1'), ordered('o2'))
      .when(erase('o1'))
      .refuses('customer-has-open-orders', { orderId: 'o2' });
    given(customerDecider, registered, ordered('o1')).when(erase('o1')).then(erased);
    given(customerDecider, registered, erased).when(erase()).then();
    given(customerDecider, registered, erased)
      .when({ kind: 'order', customerId, orderId: 'o1', at: NOON })
      .refuses('customer-erased', { customerId });
  });
});
