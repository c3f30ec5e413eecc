import { readDocument } from '../bson/read.js';
import { validateDocument } from '../bson/validate.js';
import { ObjectId } from '../bson/types.js';

/** How a finding names a document: by its _id where that is short and can be read, else by the bytes of its key. */
export function nameOf(key: Buffer, bytes: Buffer | undefined): string {
  const id = idOf(bytes);
  if (typeof id === 'string') return `the document with _id ${JSON.stringify(id)}`;
  if (typeof id === 'number' || typeof id === 'bigint') return `the document with _id ${String(id)}`;
  if (id instanceof ObjectId) return `the document with _id ObjectId('${id.toHexString()}')`;
  return `the document at key ${key.toString('hex')}`;
}

function idOf(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    validateDocument(bytes, 0, bytes.length);
    return readDocument(bytes).get('_id');
  } catch {
    return undefined;
  }
}
