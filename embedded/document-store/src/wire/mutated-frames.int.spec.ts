import { connect } from 'node:net';
import { serialize } from 'bson';
import { expect } from 'chai';
import type { Db, MongoClient } from 'mongodb';
import { openStore } from '../testing/store.js';

/** A small generator of numbers that are the same in each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function frame(command: object): Buffer {
  const body = serialize({ ...command, $db: 'mutated' });
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

const commands = [
  { insert: 'c', documents: [{ a: 1, b: { c: [1, 'x', null, new Date(0)] } }] },
  { find: 'c', filter: { a: { $gt: 1, $in: [1, 2] }, $or: [{ b: 1 }] }, sort: { a: 1 }, projection: { a: 1 } },
  { update: 'c', updates: [{ q: { a: 1 }, u: { $set: { 'b.c': 1 }, $push: { d: { $each: [1] } } }, upsert: true }] },
  { aggregate: 'c', pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {} },
  { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] },
];

describe('a server that is sent broken messages', () => {
  let db: Db;
  let client: MongoClient;
  let port: number;
  let close: () => Promise<void>;

  before(async () => {
    const store = await openStore();
    ({ db, client, close } = store);
    port = Number(/:(\d+)/.exec(store.client.options.hosts.join(','))?.[1]);
    await db.collection('safe').insertOne({ kept: true });
  });
  after(() => close());

  it('refuses each, does not stumble, and goes on serving others', async () => {
    const random = numbers(7);
    const pick = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < 800; round += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      for (let at = 0; at < 5; at += 1) {
        const message = frame(commands[pick(commands.length)] ?? {});
        // The length stays right most of the time, so that the rest is looked at.
        for (let change = 0; change <= pick(3); change += 1)
          message[random() < 0.05 ? pick(4) : 16 + pick(message.length - 16)] = pick(256);
        socket.write(message);
      }
      socket.end();
      await new Promise((resolve) => {
        socket.on('close', resolve);
        socket.resume();
        setTimeout(() => socket.destroy(), 500);
      });
    }
    // Some came through whole enough to be carried out, so the frames were looked at.
    expect(await client.db('mutated').collection('c').countDocuments()).to.be.above(0);
    expect(await db.collection('safe').findOne({}, { projection: { _id: 0 } })).to.deep.equal({ kept: true });
  }).timeout(60_000);
});
