import { randomUUID } from 'node:crypto';
import { StoreError, unsupported } from '../errors.js';
import type { StageSpec } from '../aggregate/stage-spec.js';
import { isDoc } from '../bson/types.js';
import { checkDepth } from '../bson/validate.js';
import type { Doc, Value } from '../bson/types.js';
import { deadlineIn } from '../query/stream.js';
import type { RowStream } from '../query/stream.js';
import { checkNames as checkNamespace, makeIndex } from '../storage/catalogue.js';
import { withId } from '../storage/document-id.js';
import { checkNames, wholeField } from './command.js';
import type { Call } from './command.js';
import { isDurable } from './write-concern.js';

export type OutTarget = { database: string; name: string };

/** Where a pipeline's last stage writes to, if it is `$out`: `'name'` or `{db, coll}`. */
export function outTarget(last: StageSpec | undefined, database: string): OutTarget | undefined {
  if (last?.name !== '$out') return undefined;
  const { argument } = last;
  if (typeof argument === 'string') return checked({ database, name: argument });
  if (!isDoc(argument))
    throw new StoreError(16_990, '$out only supports a string or object argument: the collection, or {db, coll}');
  if (argument.has('timeseries')) throw unsupported('$out into a time series collection');
  checkNames(argument, '$out', ['db', 'coll']);
  return checked({ database: required(argument, 'db'), name: required(argument, 'coll') });
}

function required(argument: Doc, name: string): string {
  const value = argument.get(name);
  if (value === undefined)
    throw new StoreError('MissingField', `BSON field '$out.${name}' is missing but a required field`);
  if (typeof value !== 'string')
    throw new StoreError('TypeMismatch', `BSON field '$out.${name}' is the wrong type, expected type 'string'`);
  return value;
}

function checked(target: OutTarget): OutTarget {
  checkNamespace(target.database, target.name);
  return target;
}

/**
 * Puts the documents of a pipeline in the place of a collection's, in one transaction: until then the collection is as it was, and so it stays
 * when a document is refused. Its indexes stay.
 */
export async function writeOut(call: Call, stream: RowStream, target: OutTarget): Promise<void> {
  const durable = isDurable(call);
  const deadline = deadlineIn(wholeField(call, 'maxTimeMS', 0));
  const documents: { bytes: Buffer; id: Value }[] = [];
  while (!stream.exhausted) {
    await stream.fill(1_000, deadline);
    for (const row of stream.take(1_000, Infinity)) {
      checkDepth(row.doc);
      documents.push(withId(row.bytes));
    }
  }
  const { catalogue, cursors, writer } = call.store;
  await writer.write(() => {
    const before = catalogue.get(target.database, target.name);
    const made = catalogue.ensure(target.database, `tmp.agg_out.${randomUUID()}`);
    try {
      made.indexes = (before?.indexes ?? []).map((index) =>
        makeIndex({ ...index, id: catalogue.nextId(), multikey: [], building: false }),
      );
      for (const { bytes, id } of documents) made.insert(bytes, id);
    } catch (error) {
      // The transaction may be shared with other writes, so what was written for this one is taken away again.
      catalogue.drop(made);
      throw error;
    }
    if (before !== undefined) {
      cursors.removeOf(before.namespace);
      catalogue.drop(before);
    }
    catalogue.rename(made, target.database, target.name);
  }, durable);
}
