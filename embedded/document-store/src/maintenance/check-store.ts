import { readDocument } from '../bson/read.js';
import { validateDocument } from '../bson/validate.js';
import { Catalogue } from '../storage/catalogue.js';
import type { Engine } from '../storage/engine.js';
import { checkCollection } from './check-collection.js';
import { Findings } from './finding.js';
import type { Finding } from './finding.js';
import { openStored } from './stored.js';

/** What a data folder holds, and what is wrong in it. */
export type CheckReport = {
  readonly collections: number;
  readonly documents: number;
  readonly entries: number;
  readonly retryableWrites: number;
  /** How many there are; `findings` names the first thousand. */
  readonly found: number;
  readonly findings: readonly Finding[];
};

/**
 * Reads everything in a data folder that no server holds, and changes nothing. Each document must be valid and lie
 * where its _id belongs; each must have its entries in every index, and each entry its document; counts, unique keys and the answers
 * kept for retryable writes must be right. Throws NoStore and FolderHeld.
 */
export async function checkStore(dataDir: string): Promise<CheckReport> {
  const { engine, close } = openStored(dataDir);
  try {
    return checkEngine(engine);
  } finally {
    await close();
  }
}

function checkEngine(engine: Engine): CheckReport {
  const findings = new Findings();
  const { collections, damaged } = collectionsOf(engine, findings);
  let documents = 0;
  let entries = 0;
  for (const collection of collections) {
    const held = checkCollection(collection, findings);
    documents += held.documents;
    entries += held.entries;
  }
  if (!damaged) {
    checkStrays(
      engine,
      'records',
      collections.map(({ id }) => id),
      findings,
    );
    checkStrays(
      engine,
      'entries',
      collections.flatMap(({ indexes }) => indexes.map(({ id }) => id)),
      findings,
    );
  }
  const retryableWrites = checkRetryable(engine, findings);
  return {
    collections: collections.length,
    documents,
    entries,
    retryableWrites,
    found: findings.count,
    findings: findings.list,
  };
}

function collectionsOf(engine: Engine, findings: Findings) {
  try {
    const collections = [...new Catalogue(engine).all()];
    const ids = new Set<number>();
    for (const { namespace, id, indexes } of collections) {
      for (const number of [id, ...indexes.map((index) => index.id)]) {
        if (number === 0 || ids.has(number))
          findings.add('catalogue', namespace, `its number ${String(number)} is not its own`);
        ids.add(number);
      }
    }
    return { collections, damaged: false };
  } catch (error) {
    findings.add('catalogue', 'the list of collections', error instanceof Error ? error.message : String(error));
    return { collections: [], damaged: true };
  }
}

/** What lies between the numbers that collections and indexes have belongs to none of them. */
function checkStrays(engine: Engine, table: 'records' | 'entries', ids: readonly number[], findings: Findings): void {
  const bounds = [...ids].sort((a, b) => a - b);
  let from = 0;
  for (const id of [...bounds, 0xffff_ffff]) {
    if (id > from) {
      const count = engine[table].count({ start: prefix(from), end: prefix(id) });
      if (count > 0)
        findings.add(
          table === 'records' ? 'document' : 'index',
          table,
          `${String(count)} of them belong to no ${table === 'records' ? 'collection' : 'index'}`,
        );
    }
    from = id + 1;
  }
}

function prefix(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(id);
  return bytes;
}

function checkRetryable(engine: Engine, findings: Findings): number {
  let count = 0;
  for (const { key, value } of engine.sessions.range({ start: Buffer.alloc(1), end: Buffer.alloc(64, 0xff) })) {
    count += 1;
    const wrong = wrongWithAnswer(key, value);
    if (wrong !== undefined) findings.add('retryable', 'retryable writes', `session ${key.toString('hex')}: ${wrong}`);
  }
  return count;
}

function wrongWithAnswer(key: Buffer, value: Buffer): string | undefined {
  if (key.length !== 16) return 'its id is not 16 bytes long';
  if (value.length < 21) return 'what is kept is too short';
  if (!Number.isFinite(value.readDoubleLE(8))) return 'it has no time';
  try {
    if (validateDocument(value, 16, value.length) !== value.length) return 'its answer does not end where it should';
    readDocument(value, 16);
    return undefined;
  } catch (error) {
    return `its answer is no valid BSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
