import { StoreError, unsupported } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Doc, Timestamp, Value } from '../bson/types.js';
import type { Catalogue } from '../storage/catalogue.js';
import type { Collection } from '../storage/collection.js';
import type { Engine } from '../storage/engine.js';
import type { Writes } from '../storage/writer.js';
import type { PastReads } from '../transactions/past-reads.js';
import type { Sessions } from '../transactions/sessions.js';
import type { Transaction } from '../transactions/transaction.js';
import type { Request } from '../wire/message.js';
import type { Clock, Reply } from '../wire/reply.js';
import type { Cursors } from './cursors.js';
import type { FailPoints } from './fail-points.js';

/** The parts of a running server that commands work with. */
export type Store = {
  engine: Engine;
  catalogue: Catalogue;
  writer: Writes;
  sessions: Sessions;
  /** What reads of one moment go by, outside of transactions. */
  past: PastReads;
  /** Set when the server was started to be tested. */
  failPoints: FailPoints | undefined;
  cursors: Cursors;
  clock: Clock;
  replicaSet: string;
  /** host:port, as clients reach it. */
  address: string;
  startedAt: number;
};

export type Call = {
  request: Request;
  store: Store;
  database: string;
  connectionId: number;
  /** Set in a multi-document transaction; `store` is then what the transaction sees. */
  transaction?: Transaction;
  /** Set where a past moment is read; `store.catalogue` is then what that moment has. */
  pastTime?: Timestamp;
};

/** A command: the fields that it takes beside those that every command may carry, and what it does. */
export type Command = {
  fields: readonly string[];
  run: (call: Call) => Reply | Promise<Reply>;
};

/** Fields that any command may carry. */
export const commonFields: ReadonlySet<string> = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);

export function text(call: Call, name: string): string {
  const value = call.request.get(name);
  if (typeof value !== 'string') {
    throw new StoreError(
      'TypeMismatch',
      `BSON field '${call.request.name}.${name}' is the wrong type '${typeName(value)}', expected type 'string'`,
    );
  }
  return value;
}

/** The collection's name, which is the value of the command's first field. */
export function collectionName(call: Call): string {
  const { request } = call;
  const value = request.get(request.name);
  if (typeof value !== 'string') {
    throw new StoreError('InvalidNamespace', `collection name has invalid type ${typeName(value)}`);
  }
  if (value === '' || value.includes('\0'))
    throw new StoreError('InvalidNamespace', `Invalid namespace specified '${call.database}.${value}'`);
  return value;
}

export function collectionOf(call: Call): Collection | undefined {
  return call.store.catalogue.get(call.database, collectionName(call));
}

/** A whole number from 0 on, or the fallback where the field is absent. */
export function wholeField(call: Call, name: string, fallback: number): number {
  return wholeOf(call.request.get(name), name, fallback);
}

export function wholeOf(value: Value, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (!isNumeric(value))
    throw new StoreError(
      'TypeMismatch',
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected a number`,
    );
  const number = toNumber(value);
  if (!Number.isInteger(number)) throw new StoreError('FailedToParse', `${name} must be a whole number`);
  if (number < 0)
    throw new StoreError(51_024, `BSON field '${name}' value must be >= 0, actual value '${String(number)}'`);
  return number;
}

export function docField(value: Value, name: string): Doc {
  if (value === undefined) return new Map();
  if (!isDoc(value))
    throw new StoreError(
      'TypeMismatch',
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`,
    );
  return value;
}

export function flagField(value: Value, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toNumber(value) !== 0;
  throw new StoreError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'bool'`,
  );
}

/** Refuses every collation but the one that orders as memcmp does. */
export function checkCollation(value: Value): void {
  if (value === undefined) return;
  const doc = docField(value, 'collation');
  if (doc.size > 0 && (doc.size > 1 || doc.get('locale') !== 'simple'))
    throw unsupported('a collation other than simple');
}

/** Refuses fields of an inner document that are not known. */
export function checkNames(doc: Doc, at: string, known: readonly string[]): void {
  for (const name of doc.keys()) {
    if (!known.includes(name)) throw new StoreError('UnknownField', `BSON field '${at}.${name}' is an unknown field.`);
  }
}
