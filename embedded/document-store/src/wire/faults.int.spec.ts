import { connect } from 'node:net';
import { expect } from 'chai';
import type { Db } from 'mongodb';
import { messageOf, sendBytes, sendRaw } from '../testing/raw.js';
import { openStore } from '../testing/store.js';
import { checksumOf } from './checksum.js';

const ping = { ping: 1, $db: 'admin' };

function withChecksum(message: Buffer, wrong: number): Buffer {
  const whole = Buffer.concat([message, Buffer.alloc(4)]);
  whole.writeInt32LE(whole.length, 0);
  whole.writeUInt32LE((checksumOf(whole.subarray(0, -4)) ^ wrong) >>> 0, whole.length - 4);
  return whole;
}

describe('a server that is sent what does not fit', () => {
  let db: Db;
  let port: number;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, port, close } = await openStore());
  });
  after(() => close());

  it('checks the checksum of a message that has one', async () => {
    expect(await sendBytes(port, withChecksum(messageOf(ping, 1), 0))).to.include({ ok: 1 });
    expect(await sendBytes(port, withChecksum(messageOf(ping, 1), 4))).to.include({ ok: 0, code: 50_827 });
  });

  it('does not answer what wants no answer, and carries it out', async () => {
    const silent = messageOf({ insert: 'silent', documents: [{ _id: 1 }], $db: 'shop' }, 2);
    expect(await sendBytes(port, Buffer.concat([silent, messageOf(ping)]))).to.not.have.property('n');
    expect(await db.collection('silent').countDocuments()).to.equal(1);
  });

  it('refuses compression, unknown flags, lengths over 48 MB and below a header', async () => {
    const compressed = messageOf(ping);
    compressed.writeInt32LE(2012, 12);
    expect(await sendBytes(port, compressed)).to.include({ code: 20 });
    expect(await sendBytes(port, messageOf(ping, 0x80))).to.include({ code: 20 });
    for (const length of [48_000_001, -1, 15]) {
      const message = messageOf(ping);
      message.writeInt32LE(length, 0);
      expect(await sendBytes(port, message)).to.include({ ok: 0, code: 22 });
    }
  });

  it('refuses documents nested too deep, and keeps names from the prototype', async () => {
    let deep: object = {};
    for (let level = 0; level < 250; level += 1) deep = { a: deep };
    expect(await sendRaw(port, { insert: 'deep', documents: [deep], $db: 'shop' })).to.include({ ok: 0 });
    const named = { _id: 1, constructor: 1, toString: { hasOwnProperty: 2 } };
    await sendRaw(port, { insert: 'named', documents: [named], $db: 'shop' });
    expect(await db.collection('named').findOne({ constructor: 1, 'toString.hasOwnProperty': 2 })).to.have.property(
      'constructor',
      1,
    );
    expect(await sendRaw(port, { constructor: 1, $db: 'shop' })).to.include({ code: 59 });
  });

  it('goes on when a client vanishes in the middle of a message', async () => {
    const message = messageOf({ insert: 'half', documents: [{ _id: 1 }], $db: 'shop' });
    for (const cut of [1, 15, 20, message.length - 1]) {
      const socket = connect(port, '127.0.0.1');
      await new Promise<void>((resolve) =>
        socket.write(message.subarray(0, cut), () => {
          resolve();
        }),
      );
      socket.destroy();
    }
    expect(await db.collection('half').countDocuments()).to.equal(0);
  });

  it('serves others while one reads much', async () => {
    await db.collection('much').insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(20) })));
    let read = false;
    const reads = (): boolean => !read;
    const scan = db
      .collection('much')
      .find({ $expr: { $lt: [{ $add: ['$n', 0] }, 0] } })
      .toArray()
      .then(() => {
        read = true;
      });
    let answeredMeanwhile = 0;
    while (reads()) {
      await db.command({ ping: 1 });
      // A server that reads without a pause answers the first ping when the read is over.
      if (reads()) answeredMeanwhile += 1;
    }
    await scan;
    expect(answeredMeanwhile).to.be.above(0);
  });
});
