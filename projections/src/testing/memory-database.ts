import { BSON, MongoBulkWriteError, type AnyBulkWriteOperation, type Db } from 'mongodb';
import { lineageCollection, type Stored } from '../engine/stored.js';

/** A server puts the id first, wherever it stood. */
const bytesOf = ({ _id, ...document }: Stored): Buffer =>
  Buffer.from(BSON.serialize({ _id, ...document }, { ignoreUndefined: true }));
/** An id as a server knows it, by its bytes. */
const asKept = (id: string): string => Buffer.from(id, 'utf8').toString('utf8');
const read = (bytes: Buffer): Stored => BSON.deserialize(bytes, { useBigInt64: true }) as Stored;

/**
 * As much of a database as the view writer uses, without a server: it keeps documents as BSON, so that what does not
 * survive the way to the store and back is noticed, and it answers bulk writes as MongoDB does.
 */
export class MemoryDatabase {
  readonly #collections = new Map<string, Map<string, Buffer>>();
  /** How many documents were written, with or without a change. */
  writes = 0;
  /** What every bulk write fails with, as a whole. */
  fault: Error | undefined;

  readonly db = {
    collection: (name: string) => {
      const documents = this.#documentsOf(name);
      return {
        // eslint-disable-next-line @typescript-eslint/require-await -- a cursor is read asynchronously
        async *find({ _id }: { _id: { $in: readonly string[] } }) {
          for (const key of _id.$in) {
            const bytes = documents.get(asKept(key));
            if (bytes) yield read(bytes);
          }
        },
        bulkWrite: (operations: readonly AnyBulkWriteOperation<Stored>[]) => this.#bulkWrite(documents, operations),
      };
    },
    // The writer uses no more of a database than this.
  } as unknown as Db;

  /** What views made, as bytes in hexadecimal, by collection and id: without what the engine notes beside. */
  contents(): Readonly<Record<string, Readonly<Record<string, string>>>> {
    const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      sorted(this.#collections)
        .filter(([name]) => !name.endsWith(lineageCollection('')))
        .map(
          ([name, documents]) =>
            [
              name,
              Object.fromEntries(
                sorted(documents).flatMap(([id, bytes]) => {
                  const { _events, _lineage, _deleted, ...document } = read(bytes);
                  return _deleted ? [] : [[id, bytesOf(document as Stored).toString('hex')]];
                }),
              ),
            ] as const,
        )
        .filter(([, documents]) => Object.keys(documents).length > 0),
    );
  }

  /** The documents of a collection, by id. */
  documents(name: string): ReadonlyMap<string, Stored> {
    return new Map([...this.#documentsOf(name)].map(([id, bytes]) => [id, read(bytes)]));
  }

  put(name: string, document: Stored): void {
    this.#documentsOf(name).set(asKept(document._id), bytesOf(document));
  }

  #documentsOf(name: string): Map<string, Buffer> {
    const known = this.#collections.get(name) ?? new Map<string, Buffer>();
    this.#collections.set(name, known);
    return known;
  }

  #bulkWrite(documents: Map<string, Buffer>, operations: readonly AnyBulkWriteOperation<Stored>[]) {
    // The driver wraps whatever fails of a bulk write.
    if (this.fault) return Promise.reject(new MongoBulkWriteError(this.fault, {} as never));
    const result = { insertedCount: 0, matchedCount: 0 };
    let duplicates = 0;
    for (const operation of operations) {
      this.writes++;
      if ('insertOne' in operation) {
        const document = operation.insertOne.document as Stored;
        const id = asKept(document._id);
        if (documents.has(id)) duplicates++;
        else {
          documents.set(id, bytesOf(document));
          result.insertedCount++;
        }
      } else if ('replaceOne' in operation) {
        const { _id, _position } = operation.replaceOne.filter as Pick<Stored, '_id'> & Partial<Stored>;
        const id = asKept(_id);
        const bytes = documents.get(id);
        const isSame = bytes !== undefined && (_position === undefined || read(bytes)._position === _position);
        if (!isSame && operation.replaceOne.upsert !== true) continue;
        documents.set(id, bytesOf({ ...(operation.replaceOne.replacement as Stored), _id }));
        result.matchedCount++;
      } else if ('updateOne' in operation) {
        const { filter, update } = operation.updateOne as unknown as {
          readonly filter: { readonly _id: string };
          readonly update: { readonly $setOnInsert: object };
        };
        const id = asKept(filter._id);
        if (!documents.has(id)) documents.set(id, bytesOf({ ...update.$setOnInsert, _id: id } as Stored));
      } else throw new Error(`not an operation of the writer: ${Object.keys(operation).join()}`);
    }
    if (duplicates === 0) return Promise.resolve(result);
    const writeErrors = Array.from({ length: duplicates }, () => ({ code: 11_000 }));
    return Promise.reject(
      // The driver makes these itself and types them for nobody else.
      new MongoBulkWriteError(
        { message: 'duplicate key', code: 11_000, writeErrors: writeErrors as never },
        result as never,
      ),
    );
  }
}
