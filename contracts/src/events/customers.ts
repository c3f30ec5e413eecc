import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant } from '../ids.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';

// Who somebody is stands sealed under their own key, `customer-<id>`: erasure destroys it.

/** An e-mail address as a name: its keyed hash, in hexadecimal. Nobody without the key can try addresses against it. */
export const emailHash = z.string().regex(/^[0-9a-f]{64}$/);

/** An address belongs to one customer: this event is the claim, and its stream is named as the address's hash. */
export const emailClaimed = defineEvent(
  'EmailClaimed',
  1,
  z.object({ emailHash, customerId: entityId, claimedAt: instant }),
);
/** The address is free again, but not for this customer: a late repeat of their registration must not take it back. */
export const emailReleased = defineEvent('EmailReleased', 1, z.object({ emailHash, customerId: entityId }));

const ofCustomer = { customerId: entityId };
const change = { ...ofCustomer, changeId: entityId };
/** A link that is sent by mail. The token in it is derived from these and a key, and stands nowhere. */
const link = { ...ofCustomer, requestId: entityId, requestedAt: instant, expiresAt: instant };

export const customerRegistered = defineEvent(
  'CustomerRegistered',
  1,
  z.object({
    ...ofCustomer,
    emailHash,
    /** A `CustomerProfile`, sealed. */
    profile: sealed,
  }),
);
/** Somebody tried to register an address that is theirs already: they are told, who tried is not. */
export const registrationRepeated = defineEvent(
  'RegistrationRepeated',
  1,
  z.object({ ...ofCustomer, repeatedAt: instant }),
);
export const verificationRequested = defineEvent('VerificationRequested', 1, z.object(link));
/** Whoever reads mail at the address has used this link. */
export const emailVerified = defineEvent('EmailVerified', 1, z.object({ ...ofCustomer, requestId: entityId }));
export const passwordResetRequested = defineEvent('PasswordResetRequested', 1, z.object(link));
/** Older sessions end. The password's hash lies in the key store. */
export const customerPasswordChanged = defineEvent(
  'CustomerPasswordChanged',
  1,
  z.object({
    ...change,
    /** The link it was changed with, which proves the address too; absent: with the old password. */
    requestId: entityId.optional(),
  }),
);

/** `address` is a `CustomerAddress`, sealed. The first one is the default until another is chosen. */
const addressed = { ...change, addressId: entityId, address: sealed };
export const customerAddressAdded = defineEvent('CustomerAddressAdded', 1, z.object(addressed));
export const customerAddressChanged = defineEvent('CustomerAddressChanged', 1, z.object(addressed));
export const customerAddressRemoved = defineEvent(
  'CustomerAddressRemoved',
  1,
  z.object({ ...change, addressId: entityId }),
);
export const defaultAddressChosen = defineEvent(
  'DefaultAddressChosen',
  1,
  z.object({ ...change, addressId: entityId }),
);

/** What a customer may agree to: that we remember what they look at, and that we write to them of offers. */
export const consentPurpose = z.enum(['activity', 'marketing']);
export type ConsentPurpose = z.infer<typeof consentPurpose>;
export const consentChanged = defineEvent(
  'ConsentChanged',
  1,
  z.object({
    ...change,
    purpose: consentPurpose,
    granted: z.boolean(),
    /** Which words they were shown. */
    wording: recordedText(1, 60),
    decidedAt: instant,
  }),
);

/** Stands before the order does, so that all orders of a customer are known from their own stream. */
export const customerOrdered = defineEvent(
  'CustomerOrdered',
  1,
  z.object({ ...ofCustomer, orderId: entityId, orderedAt: instant }),
);

/** Nobody can tell any more who this was. Every start applies it again, so that no backup of keys brings them back. */
export const customerErased = defineEvent(
  'CustomerErased',
  1,
  z.object({ ...ofCustomer, emailHash, erasedAt: instant }),
);
