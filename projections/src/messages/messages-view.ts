import { collections, type MessageDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Mails that were sent, or dropped and why. `_id` is the message's id. */
export const messagesView: View<MessageDocument> = {
  name: 'messages',
  version: 1,
  collection: collections.messages,
  indexes: [
    { name: 'order', key: { orderId: 1, at: 1 } },
    { name: 'at', key: { at: -1, _id: 1 } },
  ],
  keys: (event) => (event.type === 'MessageSent' || event.type === 'MessageDropped' ? [event.data.messageId] : []),
  project: (document, event, messageId) => {
    if (event.type !== 'MessageSent' && event.type !== 'MessageDropped') return document;
    const { kind, orderId = null, sku = null, customerId = null } = event.data;
    const outcome =
      event.type === 'MessageSent'
        ? { status: 'sent' as const, reason: null }
        : { status: 'dropped' as const, reason: event.data.reason };
    return { messageId, kind, orderId, sku, customerId, ...outcome, at: event.metadata.occurredAt };
  },
};
