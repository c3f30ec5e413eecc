import { StoreError } from '../errors.js';
import { afterCString, eachElement, readDocument, readText, readValue } from '../bson/read.js';
import { BsonType } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { validateDocument } from '../bson/validate.js';
import { checksumOf } from './checksum.js';

/*
 * MongoDB's wire protocol: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 * A message is 16 bytes of header (length, request id, response to, op code) and a body. All numbers are little-endian.
 */

export const OpCode = { reply: 1, query: 2004, compressed: 2012, msg: 2013 } as const;
export const headerSize = 16;
/** The largest message, as hello tells it. */
export const maxMessage = 48_000_000;

const flagChecksum = 1;
const flagMoreToCome = 2;

/** A command as it came: fields of its body are decoded when asked for, documents of its sections stay raw. */
export class Request {
  readonly requestId: number;
  /** Set for the old OP_QUERY, which only hello still uses: its answer has another form. */
  readonly legacy: boolean;
  /** False when the client wants no answer. */
  readonly answered: boolean;
  readonly name: string;
  readonly #fields = new Map<string, { type: number; bytes: Buffer; value: number; end: number }>();
  readonly #sections: ReadonlyMap<string, readonly Buffer[]>;

  constructor(
    about: { requestId: number; legacy: boolean; answered: boolean; sections: ReadonlyMap<string, readonly Buffer[]> },
    bytes: Buffer,
    start: number,
  ) {
    this.requestId = about.requestId;
    this.legacy = about.legacy;
    this.answered = about.answered;
    this.#sections = about.sections;
    let first = '';
    eachElement(bytes, start, (name, element) => {
      if (first === '') first = name;
      this.#fields.set(name, { type: element.type, bytes, value: element.value, end: element.end });
    });
    this.name = first;
  }

  get(name: string): Value {
    const field = this.#fields.get(name);
    return field === undefined ? undefined : readValue(field.type, field.bytes, field.value);
  }

  has(name: string): boolean {
    return this.#fields.has(name) || this.#sections.has(name);
  }

  names(): string[] {
    return [...this.#fields.keys(), ...this.#sections.keys()];
  }

  /** The documents of a list, raw, whether it came as a section of its own or as an array in the body. */
  documents(name: string): readonly Buffer[] {
    const section = this.#sections.get(name);
    if (section !== undefined) return section;
    const field = this.#fields.get(name);
    if (field === undefined)
      throw new StoreError('MissingField', `BSON field '${this.name}.${name}' is missing but a required field`);
    if (field.type !== BsonType.array)
      throw new StoreError(
        'TypeMismatch',
        `BSON field '${this.name}.${name}' is the wrong type, expected type 'array'`,
      );
    const documents: Buffer[] = [];
    eachElement(field.bytes, field.value, (index, element) => {
      if (element.type !== BsonType.object) {
        throw new StoreError(
          'TypeMismatch',
          `BSON field '${this.name}.${name}.${index}' is the wrong type, expected type 'object'`,
        );
      }
      documents.push(field.bytes.subarray(element.value, element.end));
    });
    return documents;
  }
}

/** Reads one whole message. Throws a StoreError for what is not valid; the connection then answers and closes. */
export function parseMessage(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OpCode.msg) return parseMsg(message, requestId);
  if (opCode === OpCode.query) return parseQuery(message, requestId);
  if (opCode === OpCode.compressed) throw new StoreError('IllegalOperation', 'compression was not agreed on');
  throw new StoreError('IllegalOperation', `the op code ${String(opCode)} is not supported; use OP_MSG`);
}

function parseMsg(message: Buffer, requestId: number): Request {
  if (message.length < headerSize + 5) throw new StoreError('InvalidBSON', 'the message has no sections');
  const flags = message.readUInt32LE(headerSize);
  if ((flags & 0xffff & ~(flagChecksum | flagMoreToCome)) !== 0) {
    throw new StoreError('IllegalOperation', 'the message has required flags that are not known');
  }
  const end = (flags & flagChecksum) !== 0 ? message.length - 4 : message.length;
  if (end < message.length && message.readUInt32LE(end) !== checksumOf(message.subarray(0, end)))
    throw new StoreError(50_827, 'the checksum of the message does not match its bytes');
  let pos = headerSize + 4;
  let body: number | undefined;
  const sections = new Map<string, Buffer[]>();
  while (pos < end) {
    const kind = message[pos];
    pos += 1;
    if (kind === 0) {
      if (body !== undefined) throw new StoreError('InvalidBSON', 'the message has two bodies');
      body = pos;
      pos = validateDocument(message, pos, end);
    } else if (kind === 1) pos = readSection(message, pos, end, sections);
    else throw new StoreError('InvalidBSON', `there is no section of kind ${String(kind)}`);
  }
  if (body === undefined) throw new StoreError('InvalidBSON', 'the message has no body');
  return new Request({ requestId, legacy: false, answered: (flags & flagMoreToCome) === 0, sections }, message, body);
}

function readSection(message: Buffer, start: number, limit: number, sections: Map<string, Buffer[]>): number {
  if (start + 5 > limit) throw new StoreError('InvalidBSON', 'a section ends before its length says');
  const end = start + message.readInt32LE(start);
  if (end > limit || end < start + 5) throw new StoreError('InvalidBSON', "a section's length does not fit");
  const nameEnd = message.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= end) throw new StoreError('InvalidBSON', "a section's name has no end");
  const name = readText(message, start + 4, nameEnd);
  if (sections.has(name)) throw new StoreError('InvalidBSON', `the section ${name} stands twice`);
  const documents: Buffer[] = [];
  let pos = nameEnd + 1;
  while (pos < end) {
    const after = validateDocument(message, pos, end);
    documents.push(message.subarray(pos, after));
    pos = after;
  }
  sections.set(name, documents);
  return end;
}

/** OP_QUERY: flags, `<db>.$cmd`, skip, return, document. */
function parseQuery(message: Buffer, requestId: number): Request {
  const nameStart = headerSize + 4;
  const terminator = message.indexOf(0, nameStart);
  if (terminator < 0) throw new StoreError('InvalidBSON', 'the name of the collection has no end');
  const name = readText(message, nameStart, afterCString(message, nameStart) - 1);
  const start = terminator + 9;
  validateDocument(message, start, message.length);
  const command = readDocument(message, start).keys().next().value ?? '';
  if (!name.endsWith('.$cmd') || !/^(hello|ismaster|isMaster)$/.test(command)) {
    throw new StoreError(5_739_101, 'OP_QUERY is only supported for hello; use OP_MSG');
  }
  return new Request({ requestId, legacy: true, answered: true, sections: new Map() }, message, start);
}
