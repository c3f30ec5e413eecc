import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { orderDecider } from './order-decider.js';

const placed: ShopEvent = {
  type: 'OrderPlaced',
  data: {
    ...{ orderId: 'o1', orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP', charges: [] },
    lines: [{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, unitPriceMinor: 450, amountMinor: 450 }],
    ...{ linesMinor: 450, chargesMinor: 0, totalMinor: 450 },
  },
};
const parcel: ShopEvent = {
  type: 'ItemsShipped',
  data: { orderId: 'o1', shipmentId: 'parcel', lines: [], complete: true },
};
describe('a shipment', () => {
  const arrived: ShopEvent = { type: 'ShipmentDelivered', data: { orderId: 'o1', shipmentId: 'parcel' } };
  const deliver = (shipmentId: string) => ({ kind: 'deliver' as const, orderId: 'o1', shipmentId });
  it('arrives once', () => {
    given(orderDecider, placed, parcel).when(deliver('parcel')).then(arrived);
    given(orderDecider, placed, parcel, arrived).when(deliver('parcel')).then();
  });
  it('arrives only where it was sent', () => {
    given(orderDecider, placed, parcel)
      .when(deliver('another'))
      .refuses('shipment-not-found', { shipmentId: 'another' });
    given(orderDecider, placed).when(deliver('parcel')).refuses('shipment-not-found');
    given(orderDecider).when(deliver('parcel')).refuses('order-not-found');
  });
  it('says by whom it goes and how it is found', () => {
    const tracking = { carrier: 'Post', number: 'AB1' };
    const [shipped] = given(orderDecider, placed, { type: 'OrderConfirmed', data: { orderId: 'o1' } })
      .when({ kind: 'ship', orderId: 'o1', shipmentId: 'parcel', tracking })
      .events();
    expect(shipped?.type === 'ItemsShipped' && shipped.data.tracking).to.deep.equal(tracking);
  });
});
