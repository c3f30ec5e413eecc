import { z } from 'zod';
import { country } from './ids.js';

/**
 * The envelope of personal fields: who someone is never stands in the clear in an event or a read model.
 * AES-256-GCM under the data key `keyId`; `bound` (stream/type/field) is the additional authenticated data, so an
 * envelope that is moved to another place does not open. Read models keep it as it is; only the query edge opens it.
 */
export const sealed = z.object({
  sealed: z.literal(1),
  keyId: z.string().min(1).max(200),
  bound: z.string().min(1).max(4_000),
  /** 12 bytes, base64. Derived from key, event id and field, so that a retry writes identical bytes. */
  nonce: z.string().length(16),
  /** Cipher text followed by the 16-byte tag, base64. */
  box: z.string().min(24),
});
export type Sealed = z.infer<typeof sealed>;

/** Where an order goes and whom to tell: all of it personal, sealed as one field. */
export const delivery = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(200),
  line1: z.string().trim().min(1).max(120),
  line2: z.string().trim().max(120).optional(),
  city: z.string().trim().min(1).max(80),
  postcode: z.string().trim().min(1).max(20),
});
export type Delivery = z.infer<typeof delivery>;

/** Whom an invoice is made out to: kept for as long as invoices are, also when the customer is forgotten. */
export const invoiceBuyer = delivery.omit({ email: true });
export type InvoiceBuyer = z.infer<typeof invoiceBuyer>;

/** Who a customer is. */
export const customerProfile = z.strictObject({ name: delivery.shape.name, email: delivery.shape.email });
export type CustomerProfile = z.infer<typeof customerProfile>;

/** An address that a customer keeps with us: a delivery without the e-mail address, and the country. */
export const customerAddress = delivery.omit({ email: true }).extend({ country });
export type CustomerAddress = z.infer<typeof customerAddress>;
