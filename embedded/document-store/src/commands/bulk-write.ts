import { StoreError, TimeUp } from '../errors.js';
import { eachElement, findElement, readDocument, readValue } from '../bson/read.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { toNumber } from '../bson/numbers.js';
import { docOf } from '../bson/write.js';
import type { Variables } from '../aggregate/expression-types.js';
import { parseFilter } from '../query/parse.js';
import { Row } from '../query/path.js';
import type { Collection } from '../storage/collection.js';
import { withId } from '../storage/document-id.js';
import { checkCollation, checkNames, docField, flagField } from './command.js';
import type { Call, Command } from './command.js';
import { findHint, findOrder } from './hint.js';
import { letVariables } from './let-variables.js';
import { listReply } from './list-reply.js';
import { runWrite, writeError } from './retryable.js';
import { batchOf, updateOf } from './write-commands.js';
import { deleteDocuments, updateDocuments } from './write-operations.js';

type Namespace = { database: string; name: string };
type Kind = 'insert' | 'update' | 'delete';
/** What all operations of a command share. */
type Surroundings = { namespaces: readonly Namespace[]; variables: Variables; deadline: number };
type Outcome = { n: number; nModified?: number; upserted?: Doc };

const fieldsOf: Readonly<Record<Kind, readonly string[]>> = {
  insert: ['insert', 'document'],
  update: [
    'update',
    'filter',
    'updateMods',
    'multi',
    'upsert',
    'upsertSupplied',
    'arrayFilters',
    'hint',
    'constants',
    'collation',
    'sort',
  ],
  delete: ['delete', 'filter', 'multi', 'hint', 'collation'],
};

/** MongoDB 8's writes of any kind into any collections, in one transaction here; the drivers' `client.bulkWrite`. */
export const bulkWrite: Command = {
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor', 'maxTimeMS'],
  async run(call) {
    if (call.database !== 'admin') throw new StoreError(13, 'bulkWrite may only be run against the admin database.');
    const { request } = call;
    const { documents: operations, ordered } = batchOf(call, 'ops');
    const namespaces = request.documents('nsInfo').map(namespaceOf);
    const errorsOnly = flagField(request.get('errorsOnly'), 'errorsOnly');
    const variables = letVariables(request.get('let'));
    const { fields } = await runWrite(call, (deadline) => {
      const tally = new Tally();
      for (const [idx, bytes] of operations.entries()) {
        try {
          tally.done(idx, apply(call, bytes, { namespaces, variables, deadline }, tally), errorsOnly);
        } catch (error) {
          if (!(error instanceof StoreError) || error instanceof TimeUp) throw error;
          tally.refused(idx, error);
          // A transaction ends with its first refusal, so nothing after it would stand.
          if (ordered || call.transaction !== undefined) break;
        }
      }
      return tally.answer();
    });
    const results = fields.get('results');
    fields.delete('results');
    const rows = Array.isArray(results) ? results.filter(isDoc).map((doc) => Row.ofDoc(doc)) : [];
    const reply = await listReply(call, 'admin.$cmd.bulkWrite', rows);
    return { ...reply, fields };
  },
};

/** What was done, and the entry of each operation. */
class Tally {
  readonly #results: Doc[] = [];
  readonly counts = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };

  done(idx: number, outcome: Outcome, errorsOnly: boolean): void {
    if (!errorsOnly) this.#results.push(docOf({ ok: 1, idx, ...outcome }));
  }

  refused(idx: number, error: StoreError): void {
    this.counts.nErrors += 1;
    const entry = writeError(idx, error);
    entry.delete('index');
    this.#results.push(new Map([...docOf({ ok: 0, idx }), ...entry, ...docOf({ n: 0 })]));
  }

  /** What is remembered of a retryable write, too. */
  answer(): Doc {
    return docOf({ ...this.counts, results: this.#results });
  }
}

function namespaceOf(bytes: Buffer): Namespace {
  const info = readDocument(bytes);
  checkNames(info, 'bulkWrite.nsInfo', ['ns', 'collectionUUID', 'encryptionInformation']);
  const ns = info.get('ns');
  if (info.size > 1) throw new StoreError('CommandNotSupported', 'nsInfo of bulkWrite takes nothing but ns here');
  if (typeof ns !== 'string')
    throw new StoreError('MissingField', "BSON field 'bulkWrite.nsInfo.ns' is missing but a required field");
  const dot = ns.indexOf('.');
  if (dot < 1 || dot === ns.length - 1) throw new StoreError('InvalidNamespace', `Invalid namespace specified '${ns}'`);
  return { database: ns.slice(0, dot), name: ns.slice(dot + 1) };
}

function apply(
  call: Call,
  bytes: Buffer,
  { namespaces, variables, deadline }: Surroundings,
  { counts }: Tally,
): Outcome {
  const operation: Doc = new Map();
  eachElement(bytes, 0, (name, element) => {
    const raw = name === 'document' || name === 'updateMods';
    operation.set(name, raw ? null : readValue(element.type, bytes, element.value));
  });
  const kind = kindOf(operation);
  checkNames(operation, `bulkWrite.ops.${kind}`, fieldsOf[kind]);
  checkCollation(operation.get('collation'));
  const { database, name } = namespaceAt(namespaces, operation.get(kind));
  const { catalogue } = call.store;
  const existing = catalogue.get(database, name);
  const create = (): Collection => catalogue.ensure(database, name);
  if (kind === 'insert') {
    const document = withId(partOf(bytes, 'document', kind));
    create().insert(document.bytes, document.id);
    counts.nInserted += 1;
    return { n: 1 };
  }
  const filter = parseFilter(required(operation, 'filter', kind), variables);
  const multi = flagField(operation.get('multi'), 'multi');
  if (kind === 'delete') {
    const n =
      existing === undefined
        ? 0
        : deleteDocuments(existing, filter, multi, findHint(existing, operation.get('hint')), deadline);
    counts.nDeleted += n;
    return { n };
  }
  const u = findElement(bytes, 0, Buffer.from('updateMods'));
  if (u === undefined) throw missing('updateMods', kind);
  const done = updateDocuments(existing, create, {
    filter,
    update: updateOf(u, bytes, operation, variables),
    deadline,
    multi,
    upsert: flagField(operation.get('upsert'), 'upsert'),
    ...findOrder(existing, operation.get('sort'), operation.get('hint')),
  });
  counts.nModified += done.modified;
  if (done.upsertedId === undefined) {
    counts.nMatched += done.matched;
    return { n: done.matched, nModified: done.modified };
  }
  counts.nUpserted += 1;
  return { n: 1, nModified: 0, upserted: docOf({ _id: done.upsertedId }) };
}

function kindOf(operation: Doc): Kind {
  const kind = operation.keys().next().value;
  if (kind === 'insert' || kind === 'update' || kind === 'delete') return kind;
  throw new StoreError('FailedToParse', `an op of bulkWrite begins with insert, update or delete, not '${kind ?? ''}'`);
}

function namespaceAt(namespaces: readonly Namespace[], index: Value): Namespace {
  const found = isNumeric(index) ? namespaces[toNumber(index)] : undefined;
  if (found === undefined) throw new StoreError('BadValue', 'BulkWrite ops entry has an invalid nsInfo index.');
  return found;
}

function missing(field: string, kind: Kind): StoreError {
  return new StoreError('MissingField', `BSON field 'bulkWrite.ops.${kind}.${field}' is missing but a required field`);
}

function required(operation: Doc, field: string, kind: Kind): Doc {
  if (!operation.has(field)) throw missing(field, kind);
  return docField(operation.get(field), field);
}

function partOf(bytes: Buffer, field: string, kind: Kind): Buffer {
  const element = findElement(bytes, 0, Buffer.from(field));
  if (element === undefined) throw missing(field, kind);
  docField(readValue(element.type, bytes, element.value), field);
  return bytes.subarray(element.value, element.end);
}
