import { collections, type CustomerDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Customers; who they are stays sealed as it is in the log. `_id` is the customer's id. */
export const customersView: View<CustomerDocument> = {
  name: 'customers',
  version: 1,
  collection: collections.customers,
  indexes: [
    { name: 'emailHash', key: { emailHash: 1 } },
    { name: 'registeredAt', key: { registeredAt: -1, _id: 1 } },
  ],
  keys: (event) => {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'EmailVerified':
      case 'CustomerAddressAdded':
      case 'CustomerAddressChanged':
      case 'CustomerAddressRemoved':
      case 'DefaultAddressChosen':
      case 'ConsentChanged':
      case 'CustomerOrdered':
      case 'CustomerErased':
        return [event.data.customerId];
      default:
        return [];
    }
  },
  project: (document, event, customerId) => {
    const at = event.metadata.occurredAt;
    if (event.type === 'CustomerRegistered') {
      const { profile, emailHash } = event.data;
      return {
        ...{ customerId, profile, emailHash, registeredAt: at, verifiedAt: null, addresses: [] },
        ...{ defaultAddressId: null, consents: {}, orders: 0, erasedAt: null },
      };
    }
    if (!document) return undefined;
    switch (event.type) {
      case 'EmailVerified':
        return { ...document, verifiedAt: document.verifiedAt ?? at };
      case 'CustomerAddressAdded':
      case 'CustomerAddressChanged': {
        const { addressId, address } = event.data;
        const isKnown = document.addresses.some((known) => known.addressId === addressId);
        return {
          ...document,
          addresses: isKnown
            ? document.addresses.map((known) => (known.addressId === addressId ? { addressId, address } : known))
            : [...document.addresses, { addressId, address }],
        };
      }
      case 'CustomerAddressRemoved': {
        const { addressId } = event.data;
        return {
          ...document,
          addresses: document.addresses.filter((known) => known.addressId !== addressId),
          defaultAddressId: document.defaultAddressId === addressId ? null : document.defaultAddressId,
        };
      }
      case 'DefaultAddressChosen':
        return { ...document, defaultAddressId: event.data.addressId };
      case 'ConsentChanged':
        return { ...document, consents: { ...document.consents, [event.data.purpose]: event.data.granted } };
      case 'CustomerOrdered':
        return { ...document, orders: document.orders + 1 };
      case 'CustomerErased':
        // Their key is gone; what it sealed is of no use to anybody.
        return { ...document, profile: null, addresses: [], defaultAddressId: null, consents: {}, erasedAt: at };
      default:
        return document;
    }
  },
};
