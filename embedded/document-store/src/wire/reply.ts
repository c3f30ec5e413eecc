import { StoreError } from '../errors.js';
import { Binary, BsonType, Timestamp } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { BsonWriter, docOf, encodeDocument, toValue } from '../bson/write.js';
import type { Row } from '../query/path.js';
import { OpCode } from './message.js';

/** A batch of a cursor: its documents go out as they are stored. */
export type Batch = {
  id: bigint;
  namespace: string;
  field: 'firstBatch' | 'nextBatch';
  rows: readonly Row[];
  /** The moment that was read, where a read goes by one. */
  atClusterTime?: Timestamp;
};

/** The answer to a command: fields, and a cursor where there is one. `ok` and the cluster time are added. */
export type Reply = { fields: Doc; batch?: Batch };

/** Seconds that a client's time may be ahead: MongoDB's maxAcceptableLogicalClockDriftSecs. */
const furthest = 365 * 24 * 60 * 60;

/** The logical time of this one-node replica set. It moves with each write. */
export class Clock {
  #last = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  #trailer: Buffer | undefined;

  get now(): Timestamp {
    return this.#last;
  }

  /** Moves on to a time that a client has seen elsewhere, or here before a restart, so that time never runs backwards for it. */
  advance(seen: Timestamp): void {
    if (!seen.greaterThan(this.#last)) return;
    if (seen.t > Date.now() / 1_000 + furthest)
      throw new StoreError(
        'ClusterTimeFailsRateLimiter',
        `the cluster time of the client is more than a year ahead of this server's clock`,
      );
    this.#last = seen;
    this.#trailer = undefined;
  }

  tick(): void {
    const now = Math.floor(Date.now() / 1000);
    this.#last = new Timestamp(now > this.#last.t ? { t: now, i: 1 } : { t: this.#last.t, i: this.#last.i + 1 });
    this.#trailer = undefined;
  }

  /** `$clusterTime` and `operationTime` as BSON elements. */
  get trailer(): Buffer {
    this.#trailer ??= encodeDocument(
      docOf({
        $clusterTime: {
          clusterTime: this.#last,
          signature: { hash: new Binary(Buffer.alloc(20)), keyId: 0n },
        },
        operationTime: this.#last,
      }),
    ).subarray(4, -1);
    return this.#trailer;
  }
}

const okOne = Buffer.from([BsonType.double, 0x6f, 0x6b, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

let nextId = 1;

/** A whole message that answers `requestId`. */
export function encodeReply(reply: Reply, requestId: number, legacy: boolean, clock: Clock): Buffer {
  const { fields, batch } = reply;
  const size = batch === undefined ? 512 : 512 + batch.rows.reduce((sum, row) => sum + row.bytes.length + 8, 0);
  const writer = new BsonWriter(size);
  writer.int32(0);
  writer.int32((nextId = (nextId + 1) & 0x7fffffff));
  writer.int32(requestId);
  writer.int32(legacy ? OpCode.reply : OpCode.msg);
  // OP_REPLY: flags (await capable), cursor id, starting from, one document. OP_MSG: flags, a section of kind 0.
  writer.raw(legacy ? Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]) : Buffer.alloc(5));
  const at = writer.beginDocument();
  if (batch !== undefined) writeBatch(writer, batch);
  for (const [name, value] of fields) writer.element(name, value);
  if (!fields.has('ok')) writer.raw(okOne);
  writer.raw(clock.trailer);
  writer.endDocument(at);
  writer.patchInt32(0, writer.length);
  return writer.take();
}

const indexNames: string[] = [];

function writeBatch(writer: BsonWriter, batch: Batch): void {
  writer.header(BsonType.object, 'cursor');
  const cursor = writer.beginDocument();
  writer.element('id', batch.id);
  writer.element('ns', batch.namespace);
  if (batch.atClusterTime !== undefined) writer.element('atClusterTime', batch.atClusterTime);
  writer.header(BsonType.array, batch.field);
  const list = writer.beginDocument();
  for (const [at, row] of batch.rows.entries()) {
    while (indexNames.length <= at && at < 10_000) indexNames.push(String(indexNames.length));
    writer.rawElement(BsonType.object, indexNames[at] ?? String(at), row.bytes);
  }
  writer.endDocument(list);
  writer.endDocument(cursor);
}

/** The answer to a command that was refused or failed. */
export function errorReply(error: unknown): Reply {
  const known =
    error instanceof StoreError
      ? error
      : new StoreError('InternalError', 'the server met an error that it did not expect; its log tells which');
  const fields = docOf({ ok: 0, errmsg: known.message, code: known.code, codeName: known.codeName });
  for (const [name, value] of Object.entries(known.details)) fields.set(name, toValue(value));
  if (known.labels !== undefined && known.labels.length > 0) fields.set('errorLabels', [...known.labels]);
  return { fields };
}
