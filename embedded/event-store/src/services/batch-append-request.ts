import type { Expected } from '../store/append-rules.js';
import { WireReader } from '../wire/protobuf.js';
import { decodeMapEntry, type ProposedEvent } from '../wire/recorded-event.js';

export type BatchOptions = {
  readonly stream: string;
  readonly expected: Expected;
  readonly deadlineMs: number | undefined;
};

/** One message of a batch append; the last one of an append is final. */
export type BatchPart = {
  readonly correlationId: string;
  readonly correlationUuid: Buffer;
  readonly options: BatchOptions | undefined;
  readonly events: readonly ProposedEvent[];
  readonly isFinal: boolean;
};

/** Walks the length-delimited and varint fields of a message. */
const fields = function* (
  bytes: Buffer,
): Generator<{ readonly field: number; readonly bytes: Buffer; readonly number: number }> {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    const field = Math.floor(tag / 8);
    if (tag % 8 === 2) yield { field, bytes: reader.bytes(), number: 0 };
    else if (tag % 8 === 0) yield { field, bytes: Buffer.alloc(0), number: reader.varint() };
    else reader.skip(tag % 8);
  }
};

/** A UUID message as text: it is sent as text or as two 64-bit halves. */
const uuidText = (uuid: Buffer): string => {
  for (const { field, bytes } of fields(uuid)) {
    if (field === 2) return bytes.toString('latin1').toLowerCase();
    if (field !== 1) continue;
    const halves = [0n, 0n];
    const reader = new WireReader(bytes);
    while (!reader.done) {
      const tag = reader.varint();
      halves[Math.floor(tag / 8) - 1] = reader.varint64();
    }
    const hex = halves.map((half) => BigInt.asUintN(64, half).toString(16).padStart(16, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  return '';
};

const readOptions = (message: Buffer): BatchOptions => {
  let stream = '';
  let expected: Expected = { kind: 'any' };
  let deadlineMs: number | undefined;
  for (const { field, bytes, number } of fields(message)) {
    if (field === 1) {
      for (const part of fields(bytes)) if (part.field === 3) stream = part.bytes.toString('utf8');
    } else if (field === 2) expected = { kind: 'revision', revision: number };
    else if (field === 3) expected = { kind: 'no-stream' };
    else if (field === 5) expected = { kind: 'stream-exists' };
    else if (field === 6) {
      deadlineMs = 0;
      for (const part of fields(bytes)) deadlineMs += part.field === 1 ? part.number * 1000 : part.number / 1_000_000;
    }
  }
  return { stream, expected, deadlineMs };
};

const readProposed = (message: Buffer): ProposedEvent => {
  let id = '';
  let type = '';
  let contentType = 'application/octet-stream';
  let data: Buffer = Buffer.alloc(0);
  let metadata: Buffer = Buffer.alloc(0);
  for (const { field, bytes } of fields(message)) {
    if (field === 1) id = uuidText(bytes);
    else if (field === 2) {
      const [key, value] = decodeMapEntry(bytes);
      if (key === 'type') type = value;
      else if (key === 'content-type') contentType = value;
    } else if (field === 3) metadata = bytes;
    else if (field === 4) data = bytes;
  }
  return { id, type, contentType, data, metadata };
};

/** Reads a `BatchAppendReq`. @throws RangeError when the bytes are none */
export const readBatchAppend = (message: Buffer): BatchPart => {
  let correlationUuid: Buffer = Buffer.alloc(0);
  let options: BatchOptions | undefined;
  const events: ProposedEvent[] = [];
  let isFinal = false;
  for (const { field, bytes, number } of fields(message)) {
    if (field === 1) correlationUuid = bytes;
    else if (field === 2) options = readOptions(bytes);
    else if (field === 3) events.push(readProposed(bytes));
    else if (field === 4) isFinal = number !== 0;
  }
  return { correlationId: uuidText(correlationUuid), correlationUuid, options, events, isFinal };
};
