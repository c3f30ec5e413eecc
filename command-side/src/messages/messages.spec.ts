import { expect } from 'chai';
import { given } from '../testing/given.js';
import { messageDecider, type MessageCommand } from './message-decider.js';
import {
  itemsShipped,
  orderCancelled,
  orderConfirmed,
  paymentDeclined,
  paymentRefunded,
  stockLow,
} from './templates.js';
import { returnApproved, returnDeclined, returnInspected } from './return-templates.js';
import type { ToldOrder } from './told-order.js';

const head = {
  ...{ shopName: 'Storefold', publicUrl: 'https://shop.example' },
  orderToken: (orderId: string) => `secret-of-${orderId}`,
};
const order = {
  ...{ kind: 'order', orderId: 'o1', orderNumber: 'S-1', totalMinor: 1_250, currency: 'GBP', isByCard: true },
  returns: new Map([['r1', [{ lineId: '1', quantity: 1 }]]]),
  lines: [
    { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 500, amountMinor: 1_000 },
    { lineId: '2', sku: 'CUP', title: 'A cup', quantity: 1, unitPriceMinor: 250, amountMinor: 250 },
  ],
} satisfies ToldOrder;
const parties = { customerId: null, country: 'France' };

describe('a message', () => {
  const about = { messageId: 'm1', kind: 'order-confirmed', orderId: 'o1' } as const;
  const sent: MessageCommand = { outcome: 'sent', ...about };
  const dropped: MessageCommand = { outcome: 'dropped', ...about, reason: 'erased' };
  it('is sent or dropped, once', () => {
    given(messageDecider).when(sent).then({ type: 'MessageSent', data: about });
    given(messageDecider)
      .when(dropped)
      .then({ type: 'MessageDropped', data: { ...about, reason: 'erased' } });
    given(messageDecider, { type: 'MessageSent', data: about }).when(sent).then();
    given(messageDecider, { type: 'MessageSent', data: about }).when(dropped).then();
    given(messageDecider, { type: 'MessageDropped', data: { ...about, reason: 'erased' } })
      .when(sent)
      .then();
  });
});

describe('the words of a message', () => {
  it('of a confirmed order say what is in it, what it costs and where it is', () => {
    const { subject, text } = orderConfirmed(order, head);
    expect(subject).to.equal('Your order S-1 is confirmed');
    for (const part of [
      '2 × A mug, £10.00',
      '1 × A cup, £2.50',
      'Total: £12.50',
      'https://shop.example/orders/o1/link?token=secret-of-o1',
    ])
      expect(text).to.contain(part);
    expect(text).to.contain('Your card is charged when we send it');
    expect(orderConfirmed({ ...order, isByCard: false }, head).text).to.contain('bank transfer, quoting S-1');
  });
  it('of a shipment say what was sent, and whether more follows', () => {
    const data = {
      orderId: 'o1',
      shipmentId: 's1',
      lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }],
      complete: false,
    };
    expect(itemsShipped(order, data, head).subject).to.equal('A part of your order S-1 is on its way');
    expect(itemsShipped(order, data, head).text)
      .to.contain('1 × A mug')
      .and.to.contain('The rest follows');
    const tracking = { carrier: 'Post', number: 'AB1', url: 'https://post.example/AB1' };
    expect(itemsShipped(order, { ...data, tracking }, head).text).to.contain(
      'by Post, number AB1: https://post.example/AB1.',
    );
    expect(itemsShipped(order, { ...data, complete: true }, head).subject).to.equal('Your order S-1 is on its way');
  });
  it('of a cancellation say why, in a shopper’s words', () => {
    const because = (reason: string) =>
      orderCancelled(
        order,
        {
          ...{ orderId: 'o1', reason, ...parties, lines: [], currency: 'GBP' },
          ...{ linesMinor: 0, chargesMinor: 0, totalMinor: 0 },
        },
        head,
      ).text;
    expect(because('out-of-stock: MUG')).to.contain('sold out');
    expect(because('not-confirmed-in-time')).to.contain('in time');
    expect(because('cancelled by its shopper')).to.contain('as asked');
  });
  it('of a declined card say what to do, and never that it was reported stolen', () => {
    const data = { paymentId: 'o1', orderId: 'o1', attemptId: 'a1', code: 'card_declined', declineCode: 'stolen_card' };
    const { text } = paymentDeclined(order, data, head);
    expect(text)
      .to.contain('pay with another card')
      .and.not.to.match(/stolen/i);
  });
  it('of a refund say how much', () => {
    const data = { paymentId: 'o1', orderId: 'o1', refundId: 'r1', amountMinor: 250, currency: 'GBP', reason: 'r' };
    expect(paymentRefunded(order, { ...data, ...parties }, head).subject).to.equal('We have given back £2.50');
  });
  it('of a return that may be sent say what to send', () => {
    const { subject, text } = returnApproved(order, { orderId: 'o1', returnId: 'r1' }, head);
    expect(subject).to.equal('You can send it back: your order S-1');
    expect(text)
      .to.contain('1 × A mug')
      .and.to.contain('a note with the number S-1')
      .and.to.contain('/orders/o1/link?token=secret-of-o1');
  });
  it('of a return that may not say why, in the clerk’s words, where anybody can know them still', () => {
    const { text } = returnDeclined(order, { orderId: 'o1', returnId: 'r1' }, 'It was made to your measure.', head);
    expect(text).to.contain('1 × A mug').and.to.contain('It was made to your measure.');
    expect(returnDeclined(order, { orderId: 'o1', returnId: 'r1' }, undefined, head).text).to.contain(
      'cannot take that',
    );
  });
  it('of a parcel that came back say what is given back for it, and why that is less', () => {
    const found = {
      lineId: '1',
      sku: 'MUG',
      quantity: 1,
      sellable: 1,
      writtenOff: 0,
      worthMinor: 500,
      amountMinor: 500,
    };
    const data = {
      ...{ orderId: 'o1', returnId: 'r1', inspectionId: 'i1', ...parties, currency: 'GBP', lines: [found] },
      amountMinor: 500,
    };
    expect(returnInspected(order, data, undefined, head).text)
      .to.contain('£5.00 is given back.')
      .and.to.contain('to your card')
      .and.not.to.contain('less than');
    const more = { ...data, deliveryMinor: 300, amountMinor: 800 };
    expect(returnInspected(order, more, undefined, head).text).to.contain('£8.00 is given back, the delivery included');
    const less = { ...data, amountMinor: 0, lessBecause: 'less than its worth' };
    expect(returnInspected(order, less, 'It was in pieces.', head).text)
      .to.contain('Nothing is given back')
      .and.to.contain('less than you paid: It was in pieces.');
  });
  it('of low stock tell the shopkeeper what is left', () => {
    expect(stockLow({ sku: 'MUG', available: 3, threshold: 5 }, head).text).to.contain('3 of MUG are left');
  });
});
