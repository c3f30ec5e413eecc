import { createHash } from 'node:crypto';
import { collections } from '@storefold/contracts';
import { BSON, type Db, type Document } from 'mongodb';

/** What depends on when and in which order events were recorded, and so differs between two runs by right. */
const technical: Readonly<Record<string, readonly string[]>> = {
  traces: ['positions', 'firstRecordedAt'],
  logHours: ['firstPosition'],
};

/** What the trade made; not what opening the shop, its staff or the hours of recording did. */
const ofTheTrade: Readonly<Record<string, Document>> = {
  traces: { correlationId: /^(invoice|product|stock)-/ },
  logHours: { axis: 'occurred', hour: { $lt: '2012' } },
};

/** A read model's documents in order, byte for byte but for technical fields. */
export type Dump = ReadonlyMap<string, readonly string[]>;

export const dumpReadModels = async (db: Db): Promise<Dump> => {
  const dump = new Map<string, readonly string[]>();
  for (const name of Object.values(collections)) {
    const lines: string[] = [];
    const left = ['_position', '_lineage', ...(technical[name] ?? [])];
    for await (const document of db
      .collection(name)
      .find({ ...ofTheTrade[name], _deleted: { $exists: false } }, { sort: { _id: 1 } })) {
      const kept = Object.fromEntries(Object.entries(document).filter(([field]) => !left.includes(field)));
      lines.push(`${String(document['_id'])} ${createHash('sha256').update(BSON.serialize(kept)).digest('hex')}`);
    }
    dump.set(name, lines);
  }
  return dump;
};

/** Differences in words; none is what is wanted. */
export const compareDumps = (clean: Dump, other: Dump): readonly string[] =>
  [...clean].flatMap(([name, wanted]) => {
    const found = new Set(other.get(name));
    const missing = wanted.filter((line) => !found.has(line));
    const known = new Set(wanted);
    const more = (other.get(name) ?? []).filter((line) => !known.has(line));
    return [
      ...missing.map((line) => `${name}: not as in the clean run: ${line}`),
      ...more.map((line) => `${name}: only here: ${line}`),
    ];
  });
