import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, sku } from '../ids.js';
import { recordedText } from '../text.js';

/** What a message is about; its words are the template's. */
export const messageKind = z.enum([
  'order-confirmed',
  'items-shipped',
  'order-cancelled',
  'order-lines-cancelled',
  'payment-declined',
  'payment-refunded',
  'return-approved',
  'return-declined',
  'return-inspected',
  'stock-low',
  'email-verification',
  'password-reset',
  'registration-repeated',
  'cart-reminder',
]);
export type MessageKind = z.infer<typeof messageKind>;

const ofMessage = {
  messageId: entityId,
  kind: messageKind,
  /** Of what it tells: an order's, a product's or a customer's. Whom it was sent to stands with those, sealed. */
  orderId: entityId.optional(),
  sku: sku.optional(),
  customerId: entityId.optional(),
};
/** The mail server has taken it. */
export const messageSent = defineEvent('MessageSent', 1, z.object(ofMessage));
/** It can never be sent: nobody knows any more to whom, or the mail server will not have it. */
export const messageDropped = defineEvent(
  'MessageDropped',
  1,
  z.object({ ...ofMessage, reason: recordedText(1, 200) }),
);
