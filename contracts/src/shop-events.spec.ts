import { expect } from 'chai';
import { z } from 'zod';
import { defineEvent, eventRegistry, UnreadableEvent } from './event-registry.js';
import { shopEvents } from './shop-events.js';

describe('the event registry', () => {
  it('reads a stored event and drops what its schema does not name', () => {
    const event = shopEvents.read('StockReserved', 1, { sku: '85048', orderId: 'o1', quantity: 2, extra: true });
    expect(event).to.deep.equal({ type: 'StockReserved', data: { sku: '85048', orderId: 'o1', quantity: 2 } });
  });
  it('reads a hold of more pieces than one order may have today', () => {
    const held = { sku: '85048', orderId: 'o1', quantity: 2_000_000 };
    for (const type of ['StockReserved', 'StockReleased'])
      expect(shopEvents.read(type, 1, held)).to.deep.equal({ type, data: held });
  });
  it('names the field when data is not of its schema', () => {
    expect(() => shopEvents.read('StockReserved', 1, { sku: '85048', orderId: 'o1', quantity: 0 })).to.throw(
      UnreadableEvent,
      'quantity',
    );
  });
  it('tells an unknown type and a newer version apart from bad data', () => {
    expect(() => shopEvents.read('CatFed', 1, {})).to.throw(UnreadableEvent, 'no such type');
    expect(() => shopEvents.read('StockReserved', 2, {})).to.throw(UnreadableEvent, 'newer than ours');
  });
  it('walks old data through every upcaster to the newest shape', () => {
    const registry = eventRegistry([defineEvent('Greeted', 3, z.object({ name: z.string(), loud: z.boolean() }))], {
      Greeted: {
        1: (data) => ({ name: z.string().parse(data) }),
        2: (data) => ({ ...z.object({ name: z.string() }).parse(data), loud: false }),
      },
    });
    expect(registry.read('Greeted', 1, 'Ann')).to.deep.equal({ type: 'Greeted', data: { name: 'Ann', loud: false } });
    expect(registry.read('Greeted', 3, { name: 'Ann', loud: true }).data.loud).to.equal(true);
  });
  it('says which upcaster is missing', () => {
    const registry = eventRegistry([defineEvent('Greeted', 2, z.object({}))]);
    expect(() => registry.read('Greeted', 1, {})).to.throw(UnreadableEvent, 'no upcaster from version 1');
  });
});
