import { StoreError } from '../errors.js';
import { readDocument } from '../bson/read.js';
import type { Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { findProjection } from '../query/find-projection.js';
import { parseFilter } from '../query/parse.js';
import { Row } from '../query/path.js';
import { parseUpdate } from '../update/parse.js';
import { checkCollation, collectionName, docField, flagField } from './command.js';
import type { Command } from './command.js';
import { findOrder } from './hint.js';
import { letVariables } from './let-variables.js';
import { runWrite } from './retryable.js';
import { findDocuments, updatedBytes, upsertedDocument } from './write-operations.js';

/** findOneAndUpdate, findOneAndReplace and findOneAndDelete of the drivers. */
export const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
  ],
  run(call) {
    const { request } = call;
    checkCollation(request.get('collation'));
    const variables = letVariables(request.get('let'));
    const query = docField(request.get('query'), 'query');
    const filter = parseFilter(query, variables);
    const remove = flagField(request.get('remove'), 'remove');
    const upsert = flagField(request.get('upsert'), 'upsert');
    const after = flagField(request.get('new'), 'new');
    const given = request.get('update');
    if (remove === (given !== undefined))
      throw new StoreError(
        'FailedToParse',
        remove ? 'Cannot specify both an update and remove=true' : 'Either an update or remove=true must be specified',
      );
    if (remove && (upsert || after))
      throw new StoreError('FailedToParse', `Cannot specify both ${upsert ? 'upsert' : 'new'}=true and remove=true`);
    const update = remove ? undefined : parseUpdate(given, request.get('arrayFilters'), variables);
    const shape = docField(request.get('fields'), 'fields');
    const project = shape.size > 0 ? findProjection(shape, filter, variables) : undefined;
    const show = (bytes: Buffer): Value => {
      const row = Row.ofBytes(bytes);
      return project === undefined ? readDocument(bytes) : project(row).doc;
    };
    const name = collectionName(call);
    return runWrite(call, (deadline) => {
      const collection = call.store.catalogue.get(call.database, name);
      const { sort, hint } = findOrder(collection, request.get('sort'), request.get('hint'));
      const [found] = collection === undefined ? [] : findDocuments(collection, filter, false, hint, deadline, sort);
      if (update === undefined) {
        if (found !== undefined) collection?.remove(found.key, found.bytes);
        return docOf({
          lastErrorObject: { n: found === undefined ? 0 : 1 },
          value: found === undefined ? null : show(found.bytes),
        });
      }
      if (found !== undefined) {
        const bytes = updatedBytes(update, found.bytes, filter);
        if (!bytes.equals(found.bytes)) collection?.replace(found.key, found.bytes, bytes);
        return docOf({ lastErrorObject: { n: 1, updatedExisting: true }, value: show(after ? bytes : found.bytes) });
      }
      if (!upsert) return docOf({ lastErrorObject: { n: 0, updatedExisting: false }, value: null });
      const made = upsertedDocument(update, filter);
      const target = collection ?? call.store.catalogue.ensure(call.database, name);
      target.insert(made.bytes, made.id);
      return docOf({
        lastErrorObject: { n: 1, updatedExisting: false, upserted: made.id },
        value: after ? show(made.bytes) : null,
      });
    });
  },
};
