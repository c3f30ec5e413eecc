import { serialize } from 'bson';
import { Long, ObjectId, UUID } from 'mongodb';
import type { Document } from 'mongodb';
import { messageOf } from '../raw.js';

const $db = 'mutated';
const lsid = { id: new UUID('6f1c3c0a-1f11-4b0e-8f86-0c8d5b4e6c43') };
const item = {
  _id: 7,
  a: 1,
  b: { c: [1, 'x', null, new Date(0)] },
  t: ['red', 'blue'],
  o: new ObjectId('65f0c0ffee00000000000007'),
};

// Whatever makes many documents stands beside what takes them away, and reads are bounded: what is left behind is then not what was asked for.
const commands: readonly Document[] = [
  { insert: 'c', documents: [item, { a: 2 }], ordered: false },
  { insert: 'c', documents: [{ a: Long.fromNumber(3), t: [] }], lsid, txnNumber: Long.fromNumber(5) },
  {
    find: 'c',
    filter: { a: { $gt: 1, $in: [1, 2] }, $or: [{ b: 1 }] },
    sort: { a: 1 },
    projection: { a: 1 },
    limit: 3,
  },
  {
    find: 'c',
    filter: { t: { $regex: '^(re|bl)+ue?$' }, 'b.c': { $elemMatch: { $gte: 0 } } },
    limit: 2,
    singleBatch: true,
  },
  { find: 'c', filter: { $expr: { $gt: ['$a', { $add: [1, '$b'] }] } }, limit: 1, hint: 'a_1', maxTimeMS: 500 },
  {
    update: 'c',
    updates: [{ q: { a: 1 }, u: { $set: { 'b.c': 1 }, $push: { d: { $each: [1], $slice: 2 } } }, upsert: true }],
  },
  {
    update: 'c',
    updates: [
      { q: { t: 'red' }, u: { $inc: { n: 1 }, $set: { 't.$[x]': 'r' } }, multi: true, arrayFilters: [{ x: 'red' }] },
    ],
  },
  { update: 'c', updates: [{ q: { _id: 7 }, u: [{ $set: { n: { $cond: [{ $gt: ['$a', 1] }, 'x', 'y'] } } }] }] },
  { delete: 'c', deletes: [{ q: { a: { $lt: 9 } }, limit: 0 }] },
  { delete: 'c', deletes: [{ q: {}, limit: 0 }] },
  {
    findAndModify: 'c',
    query: { _id: 7 },
    update: { $inc: { n: 1 } },
    upsert: true,
    new: true,
    lsid,
    txnNumber: Long.fromNumber(6),
  },
  {
    aggregate: 'c',
    pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$a', n: { $sum: 1 } } }, { $limit: 3 }],
    cursor: {},
  },
  {
    aggregate: 'c',
    pipeline: [
      { $unwind: '$t' },
      { $lookup: { from: 'c', localField: 'a', foreignField: 'a', as: 'l' } },
      { $limit: 1 },
    ],
    cursor: {},
  },
  { count: 'c', query: { a: { $exists: true } } },
  { distinct: 'c', key: 't', query: { a: { $type: 'number' } } },
  { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] },
  { createIndexes: 'c', indexes: [{ key: { t: -1, a: 1 }, name: 't_a', unique: true, sparse: true }] },
  { dropIndexes: 'c', index: '*' },
  { listIndexes: 'c' },
  { listCollections: 1, filter: { name: 'c' } },
  { getMore: Long.fromNumber(4_711), collection: 'c' },
  { killCursors: 'c', cursors: [Long.fromNumber(4_711)] },
  { explain: { find: 'c', filter: { a: 1 } }, verbosity: 'executionStats' },
  { hello: 1, client: { driver: { name: 'nodejs', version: '7.9.0' } } },
  {
    insert: 'c',
    documents: [{ a: 4 }],
    lsid,
    txnNumber: Long.fromNumber(9),
    startTransaction: true,
    autocommit: false,
  },
  { commitTransaction: 1, lsid, txnNumber: Long.fromNumber(9), autocommit: false },
  { endSessions: [lsid] },
  { drop: 'c' },
];

/** A message with the documents in a section of their own, as drivers send them. */
function withSection(command: Document, name: string, documents: readonly Document[]): Buffer {
  const raw = documents.map((one) => serialize(one));
  const title = Buffer.from(`${name}\0`);
  const size = Buffer.alloc(5);
  size.writeUInt8(1, 0);
  size.writeInt32LE(4 + title.length + raw.reduce((sum, one) => sum + one.length, 0), 1);
  const message = Buffer.concat([messageOf({ ...command, $db }), size, title, ...raw]);
  message.writeInt32LE(message.length, 0);
  return message;
}

/** The first question of old clients, in a message of the old kind. */
function oldHello(): Buffer {
  const body = serialize({ isMaster: 1, helloOk: true });
  const head = Buffer.alloc(20);
  const name = Buffer.from('admin.$cmd\0');
  const range = Buffer.alloc(8);
  range.writeInt32LE(-1, 4);
  const message = Buffer.concat([head, name, range, body]);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(2004, 12);
  return message;
}

/** Whole messages of every kind, to be broken. All write into the database `mutated`. */
export const wholeFrames: readonly Buffer[] = [
  ...commands.map((command) => messageOf({ ...command, $db: 'endSessions' in command ? 'admin' : $db })),
  withSection({ insert: 'c' }, 'documents', [item, { a: 5 }]),
  withSection({ update: 'c' }, 'updates', [{ q: { a: 5 }, u: { $set: { a: 6 } }, multi: false }]),
  withSection({ bulkWrite: 1, nsInfo: [{ ns: 'mutated.c' }] }, 'ops', [
    { insert: 0, document: { a: 8 } },
    { delete: 0, filter: { a: 8 }, multi: true },
  ]),
  oldHello(),
];
