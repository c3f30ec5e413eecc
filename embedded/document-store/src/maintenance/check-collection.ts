import { readDocument } from '../bson/read.js';
import { validateDocument } from '../bson/validate.js';
import { afterPrefix } from '../bson/key.js';
import type { Collection } from '../storage/collection.js';
import type { IndexDefinition } from '../storage/definitions.js';
import { indexKeysOf } from '../storage/index-keys.js';
import type { Findings } from './finding.js';
import { nameOf } from './name-of.js';

/** Reads every document of a collection and every entry of its indexes. */
export function checkCollection(collection: Collection, findings: Findings): { documents: number; entries: number } {
  const wanted = new Map<IndexDefinition, number>(collection.indexes.map((index) => [index, 0]));
  let documents = 0;
  let size = 0;
  const range = { start: collection.prefix, end: afterPrefix(collection.prefix) };
  for (const { key, value } of collection.engine.records.range(range)) {
    documents += 1;
    size += value.length;
    const wrong = wrongWith(collection, key, value);
    if (wrong !== undefined) {
      findings.add('document', collection.namespace, `${nameOf(key, value)} ${wrong}`);
      continue;
    }
    for (const index of collection.indexes) {
      const count = checkEntriesOf(collection, index, key, value, findings);
      wanted.set(index, (wanted.get(index) ?? 0) + count);
    }
  }
  checkCounts(collection, documents, size, findings);
  let entries = 0;
  for (const [index, count] of wanted) {
    const found = countEntries(collection, index, findings);
    entries += found;
    // Each entry that a document wants was looked for: as many as that means that no entry is without its document.
    if (found !== count) nameOrphans(collection, index, findings);
  }
  return { documents, entries };
}

function wrongWith(collection: Collection, key: Buffer, bytes: Buffer): string | undefined {
  try {
    const end = validateDocument(bytes, 0, bytes.length);
    if (end !== bytes.length) return `is followed by ${String(bytes.length - end)} bytes that belong to nothing`;
    const doc = readDocument(bytes);
    if (!doc.has('_id')) return 'has no _id';
    if (!collection.keyOf(doc.get('_id')).equals(key)) return 'lies at a key that is not that of its _id';
    return undefined;
  } catch (error) {
    return `is no valid BSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** How many entries the document must have in the index. */
function checkEntriesOf(
  collection: Collection,
  index: IndexDefinition,
  key: Buffer,
  bytes: Buffer,
  findings: Findings,
): number {
  const suffix = key.subarray(4);
  try {
    const { keys, multikey } = indexKeysOf(index, bytes);
    for (const [at, met] of multikey.entries())
      if (met && index.multikey[at] !== true)
        findings.add(
          'index',
          collection.namespace,
          `${index.name} is not marked as multikey, and ${nameOf(key, bytes)} has an array there`,
        );
    for (const entry of keys) {
      const value = collection.engine.entries.get(Buffer.concat([entry, suffix]));
      if (value === undefined)
        findings.add('index', collection.namespace, `${index.name} has no entry for ${nameOf(key, bytes)}`);
      else if (value.length !== 2 || value.readUInt16LE(0) !== entry.length)
        findings.add(
          'index',
          collection.namespace,
          `${index.name} has an entry for ${nameOf(key, bytes)} that does not tell where its _id begins`,
        );
    }
    return keys.length;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.add('index', collection.namespace, `${nameOf(key, bytes)} cannot stand in ${index.name}: ${why}`);
    return 0;
  }
}

function checkCounts(collection: Collection, documents: number, size: number, findings: Findings): void {
  if (collection.count !== documents)
    findings.add(
      'count',
      collection.namespace,
      `it is said to hold ${String(collection.count)} documents and holds ${String(documents)}`,
    );
  if (collection.size !== size)
    findings.add(
      'count',
      collection.namespace,
      `it is said to have ${String(collection.size)} bytes and has ${String(size)}`,
    );
}

/** The entries of an index, and where it is unique, keys that two documents have. */
function countEntries(collection: Collection, index: IndexDefinition, findings: Findings): number {
  const range = entriesOf(index);
  if (!index.unique) return collection.engine.entries.count(range);
  let found = 0;
  let before: Buffer | undefined;
  for (const { key, value } of collection.engine.entries.range(range)) {
    found += 1;
    const values = value.length === 2 ? key.subarray(0, value.readUInt16LE(0)) : key;
    if (before?.equals(values) === true) {
      const record = Buffer.concat([collection.prefix, key.subarray(values.length)]);
      findings.add(
        'unique',
        collection.namespace,
        `${nameOf(record, collection.get(record))} has a key of ${index.name} that another document has`,
      );
    }
    before = values;
  }
  return found;
}

function nameOrphans(collection: Collection, index: IndexDefinition, findings: Findings): void {
  for (const { key, value } of collection.engine.entries.range(entriesOf(index))) {
    if (value.length !== 2) continue;
    const at = value.readUInt16LE(0);
    const record = Buffer.concat([collection.prefix, key.subarray(at)]);
    const bytes = collection.get(record);
    // Readers trust their bytes and might never end; the document has been named already.
    if (bytes !== undefined && !isValid(bytes)) continue;
    if (bytes === undefined)
      findings.add(
        'index',
        collection.namespace,
        `${index.name} has an entry for ${nameOf(record, bytes)}, which is not there`,
      );
    else if (!wants(index, bytes, key.subarray(0, at)))
      findings.add(
        'index',
        collection.namespace,
        `${index.name} has an entry for ${nameOf(record, bytes)} that is not of its values`,
      );
  }
}

function isValid(bytes: Buffer): boolean {
  try {
    return validateDocument(bytes, 0, bytes.length) === bytes.length;
  } catch {
    return false;
  }
}

function wants(index: IndexDefinition, bytes: Buffer, entry: Buffer): boolean {
  try {
    return indexKeysOf(index, bytes).keys.some((key) => key.equals(entry));
  } catch {
    return false;
  }
}

function entriesOf(index: IndexDefinition): { start: Buffer; end: Buffer } {
  const start = Buffer.allocUnsafe(4);
  start.writeUInt32BE(index.id);
  return { start, end: afterPrefix(start) };
}
