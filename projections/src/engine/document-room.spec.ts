import { expect } from 'chai';
import { Binary } from 'mongodb';
import { DocumentRoom } from './document-room.js';
import type { Stored } from './stored.js';

const document = (_id: string, bytes: number): Stored & { readonly text: string } => ({
  ...{ _id, _position: 1n, _events: 1, _lineage: new Binary(new Uint8Array()) },
  text: 'x'.repeat(bytes),
});

describe('the room for documents of a view', () => {
  it('remembers as many as its bytes hold, the oldest forgotten first', () => {
    const room = new DocumentRoom({ remembered: 100_000, atHand: 100_000 });
    for (let n = 0; n < 200; n++) room.keep(document(n.toString(), 1_900));
    const known = Array.from({ length: 200 }, (_, n) => n).filter((n) => room.get(n.toString()));
    expect(known.length).to.be.within(45, 52);
    expect(known.at(0)).to.equal(200 - known.length);
    room.forget('199');
    expect(room.get('199')).to.equal(undefined);
  });

  it('has few at hand until it knows how large they are, and one at least', () => {
    const room = new DocumentRoom({ remembered: 0, atHand: 1_000_000 });
    expect(room.atOnce).to.equal(100);
    room.measure(document('a', 900));
    expect(room.atOnce).to.be.within(900, 1_100);
    for (let n = 0; n < 2_000; n++) room.measure(document('b', 2_000_000));
    expect(room.atOnce).to.equal(1);
  });

  it('forgets at once where documents grow', () => {
    const room = new DocumentRoom({ remembered: 100_000, atHand: 100_000 });
    for (let n = 0; n < 64; n++) room.keep(document(n.toString(), 100));
    for (let n = 0; n < 640; n++) room.keep(document(`large${n.toString()}`, 20_000));
    expect(Array.from({ length: 64 }, (_, n) => room.get(n.toString())).filter(Boolean)).to.deep.equal([]);
    expect(Array.from({ length: 640 }, (_, n) => room.get(`large${n.toString()}`)).filter(Boolean).length).to.be.below(
      6,
    );
  });
});
