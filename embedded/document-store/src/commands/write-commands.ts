import { StoreError, TimeUp } from '../errors.js';
import { eachElement, findElement, readDocument, readValue } from '../bson/read.js';
import type { Element } from '../bson/read.js';
import { BsonType } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import type { Variables } from '../aggregate/expression-types.js';
import { parseFilter } from '../query/parse.js';
import { docOf } from '../bson/write.js';
import type { Collection } from '../storage/collection.js';
import { parseUpdate, replacement } from '../update/parse.js';
import type { Update } from '../update/parse.js';
import { checkCollation, checkNames, collectionName, docField, flagField, wholeOf } from './command.js';
import type { Call, Command } from './command.js';
import { findHint, findOrder } from './hint.js';
import { letVariables } from './let-variables.js';
import { runWrite, writeError } from './retryable.js';
import { withId } from '../storage/document-id.js';
import { deleteDocuments, updateDocuments } from './write-operations.js';

const maxBatch = 100_000;

/** Runs each operation; a refusal is noted by its index, and ends an ordered batch. */
function runBatch(count: number, ordered: boolean, apply: (index: number) => void): Doc[] {
  const errors: Doc[] = [];
  for (let index = 0; index < count; index += 1) {
    try {
      apply(index);
    } catch (error) {
      if (!(error instanceof StoreError) || error instanceof TimeUp) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

export function batchOf(call: Call, name: string): { documents: readonly Buffer[]; ordered: boolean } {
  const documents = call.request.documents(name);
  if (documents.length === 0 || documents.length > maxBatch) {
    throw new StoreError(
      16,
      `Write batch sizes must be between 1 and ${String(maxBatch)}. Got ${String(documents.length)} operations.`,
    );
  }
  return { documents, ordered: call.request.has('ordered') ? flagField(call.request.get('ordered'), 'ordered') : true };
}

const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'maxTimeMS'],
  run(call) {
    const { documents, ordered } = batchOf(call, 'documents');
    const name = collectionName(call);
    return runWrite(call, () => {
      const collection = call.store.catalogue.ensure(call.database, name);
      let n = 0;
      const errors = runBatch(documents.length, ordered, (index) => {
        const { bytes, id } = withId(documents[index] ?? Buffer.alloc(0));
        collection.insert(bytes, id);
        n += 1;
      });
      return docOf({ n, ...(errors.length > 0 ? { writeErrors: errors } : {}) });
    });
  },
};

const deleteFields = ['q', 'limit', 'collation', 'hint'];
const updateFields = ['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort', 'sampleId'];

const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let', 'maxTimeMS'],
  run(call) {
    const { documents, ordered } = batchOf(call, 'updates');
    const name = collectionName(call);
    const variables = letVariables(call.request.get('let'));
    const operations = documents.map((bytes) => readOperation(bytes, 'update.updates', updateFields));
    return runWrite(call, (deadline) => {
      const upserted: Doc[] = [];
      let n = 0;
      let nModified = 0;
      const errors = runBatch(documents.length, ordered, (index) => {
        const bytes = documents[index] ?? Buffer.alloc(0);
        const operation = operations[index] ?? docOf({});
        const u = findElement(bytes, 0, Buffer.from('u'));
        if (u === undefined) throw missing('update.updates.u');
        const collection = call.store.catalogue.get(call.database, name);
        const done = updateDocuments(collection, () => call.store.catalogue.ensure(call.database, name), {
          filter: parseFilter(queryOf(operation), variables),
          update: updateOf(u, bytes, operation, variables),
          deadline,
          multi: flagField(operation.get('multi'), 'multi'),
          upsert: flagField(operation.get('upsert'), 'upsert'),
          ...findOrder(collection, operation.get('sort'), operation.get('hint')),
        });
        n += done.matched;
        nModified += done.modified;
        if (done.upsertedId !== undefined) {
          n += 1;
          upserted.push(docOf({ index, _id: done.upsertedId }));
        }
      });
      return docOf({
        n,
        ...(upserted.length > 0 ? { upserted } : {}),
        nModified,
        ...(errors.length > 0 ? { writeErrors: errors } : {}),
      });
    });
  },
};

const remove: Command = {
  fields: ['deletes', 'ordered', 'let', 'maxTimeMS'],
  run(call) {
    const { documents, ordered } = batchOf(call, 'deletes');
    const name = collectionName(call);
    const variables = letVariables(call.request.get('let'));
    const operations = documents.map((bytes) => readOperation(bytes, 'delete.deletes', deleteFields));
    for (const operation of operations) {
      const limit = wholeOf(operation.get('limit'), 'delete.deletes.limit', -1);
      if (limit === -1) throw missing('delete.deletes.limit');
      if (limit > 1) throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1.');
    }
    return runWrite(call, (deadline) => {
      let n = 0;
      const errors = runBatch(documents.length, ordered, (index) => {
        const operation = operations[index] ?? docOf({});
        const filter = parseFilter(queryOf(operation), variables);
        const collection: Collection | undefined = call.store.catalogue.get(call.database, name);
        if (collection === undefined) return;
        n += deleteDocuments(
          collection,
          filter,
          wholeOf(operation.get('limit'), 'limit', 0) === 0,
          findHint(collection, operation.get('hint')),
          deadline,
        );
      });
      return docOf({ n, ...(errors.length > 0 ? { writeErrors: errors } : {}) });
    });
  },
};

function queryOf(operation: Doc): Doc {
  return docField(operation.get('q'), 'q');
}

function missing(field: string): StoreError {
  return new StoreError('MissingField', `BSON field '${field}' is missing but a required field`);
}

/** A replacement stays raw: most of them are stored as they came. */
export function updateOf(u: Element, bytes: Buffer, operation: Doc, variables: Variables): Update {
  const arrayFilters = operation.get('arrayFilters');
  const constants = operation.get(operation.has('constants') ? 'constants' : 'c');
  if (u.type === BsonType.array) {
    return parseUpdate(readValue(u.type, bytes, u.value), arrayFilters, letVariables(constants, 'c', variables));
  }
  if (constants !== undefined)
    throw new StoreError(51_198, 'Constant values may only be specified for pipeline updates');
  if (u.type !== BsonType.object) return parseUpdate(readValue(u.type, bytes, u.value), arrayFilters);
  const raw = bytes.subarray(u.value, u.end);
  const dollar = raw.length > 5 && raw[5] === 0x24;
  if (dollar) return parseUpdate(readDocument(raw), arrayFilters);
  if (arrayFilters !== undefined)
    throw new StoreError('FailedToParse', 'arrayFilters may not be specified for replacements');
  return replacement(raw);
}

/**
 * The fields of one update or delete, but for `u`, which may stay raw. A form that is not an operation's refuses the whole batch before
 * anything is written.
 */
function readOperation(bytes: Buffer, at: string, known: readonly string[]): Doc {
  const operation: Doc = new Map();
  eachElement(bytes, 0, (name, element) => {
    operation.set(name, name === 'u' ? null : readValue(element.type, bytes, element.value));
  });
  checkNames(operation, at, known);
  for (const name of ['q', ...(known.includes('u') ? ['u'] : [])])
    if (!operation.has(name)) throw missing(`${at}.${name}`);
  docField(operation.get('q'), `${at}.q`);
  checkCollation(operation.get('collation'));
  return operation;
}

export const writeCommands: readonly (readonly [string, Command])[] = [
  ['insert', insert],
  ['update', update],
  ['delete', remove],
];
