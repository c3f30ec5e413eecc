import { expect } from 'chai';
import { made } from '../testing/views-spec.js';
import { messagesView } from './messages-view.js';

describe('mails', () => {
  const about = { messageId: 'm1', kind: 'order-confirmed', orderId: 'o1' } as const;

  it('were sent, or dropped and why', () => {
    expect(made(messagesView, 'm1', { type: 'MessageSent', data: about })).to.include({
      status: 'sent',
      orderId: 'o1',
      reason: null,
    });
    expect(made(messagesView, 'm1', { type: 'MessageDropped', data: { ...about, reason: 'erased' } })).to.include({
      status: 'dropped',
      reason: 'erased',
    });
  });
});
