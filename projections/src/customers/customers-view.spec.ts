import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { orderCancelled, orderPlaced } from '../testing/events.js';
import { made, touched } from '../testing/views-spec.js';
import { customerValueView } from './customer-value-view.js';
import { customersView } from './customers-view.js';

const customerId = 'k1';
const sealed = { sealed: 'v1', keyId: 'customer-k1', nonce: 'AAAA', ciphertext: 'BBBB', tag: 'CCCC' } as never;
const registered: ShopEvent = {
  type: 'CustomerRegistered',
  data: { customerId, emailHash: 'a'.repeat(64), profile: sealed },
};
const address = (addressId: string): ShopEvent => ({
  type: 'CustomerAddressAdded',
  data: { customerId, changeId: `add-${addressId}`, addressId, address: sealed },
});

describe('customers', () => {
  it('keep what was sealed as it is', () => {
    expect(made(customersView, 'k1', registered)?.profile).to.deep.equal(sealed);
  });

  it('have addresses, one of which may be the usual one', () => {
    const usual: ShopEvent = { type: 'DefaultAddressChosen', data: { customerId, changeId: 'd', addressId: 'home' } };
    const gone: ShopEvent = { type: 'CustomerAddressRemoved', data: { customerId, changeId: 'g', addressId: 'home' } };
    const known = made(customersView, 'k1', registered, address('home'), address('work'), usual);
    expect(known?.addresses.map(({ addressId }) => addressId)).to.deep.equal(['home', 'work']);
    expect(known?.defaultAddressId).to.equal('home');
    expect(made(customersView, 'k1', registered, address('home'), usual, gone)).to.deep.include({
      addresses: [],
      defaultAddressId: null,
    });
  });

  it('leave nothing of who they are when they are erased', () => {
    const erased: ShopEvent = {
      type: 'CustomerErased',
      data: { customerId, emailHash: 'a'.repeat(64), erasedAt: '2026-01-01T00:00:00.000Z' },
    };
    const left = made(customersView, 'k1', registered, address('home'), erased);
    expect(left).to.deep.include({ profile: null, addresses: [], consents: {} });
    expect(left?.erasedAt).to.be.a('string');
  });
});

describe('what a customer brought', () => {
  const of = { customerId: '13085', country: 'EIRE' };
  const first = orderPlaced('o1', [['MUG', 2, 450]], of);
  const second = orderPlaced('o2', [['CUP', 1, 300]], of);

  it('adds up over all months, and takes back what was cancelled', () => {
    expect(made(customerValueView, '13085|GBP', first, second, orderCancelled(first, 'changed mind'))).to.include({
      ...{ orders: 2, linesMinor: 1_200, cancelledOrders: 1, cancelledMinor: 900 },
    });
  });

  it('is not known of guests', () => {
    expect(touched(customerValueView, orderPlaced('o3', [['MUG', 1, 450]]))).to.deep.equal([]);
  });
});
