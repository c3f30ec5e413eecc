import type { EventStoreDBClient } from '@eventstore/db-client';
import { collections, type LogHourDocument, type TraceDocument } from '@storefold/contracts';
import type { Refusal, Shop } from '@storefold/platform';
import type { Db } from 'mongodb';
import { z } from 'zod';
import { readCursor, writeCursor } from '../freshness/cursor.js';
import { refuseField } from '../freshness/refuse-field.js';
import {
  isOurs,
  metadataOf,
  readLog,
  readStreamEntries,
  toLogged,
  type Direction,
  type Entry,
  type LoggedEvent,
} from './logged-event.js';

export type BrowseLog = {
  readonly stream?: string | undefined;
  readonly type?: string | undefined;
  readonly correlationId?: string | undefined;
  /** Recorded at or after, and before. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly direction: Direction;
  readonly cursor?: string | undefined;
  readonly limit: number;
};
export type LogPage = { readonly events: readonly LoggedEvent[]; readonly nextCursor: string | null };

/** Events that one question looks at: what it found by then is answered, with a cursor to go on. */
const SCAN = { events: 20_000, atOnce: 1_000 };
const digits = z.tuple([z.string().regex(/^\d{1,19}$/)]);

/** The log by stream, by type, by correlation and by time. */
export class LogQuestions {
  readonly #client: EventStoreDBClient;
  readonly #db: Db;
  readonly #shop: Shop;

  constructor(client: EventStoreDBClient, db: Db, shop: Shop) {
    this.#client = client;
    this.#db = db;
    this.#shop = shop;
  }

  async browse(question: BrowseLog): Promise<LogPage | Refusal> {
    if (question.from !== undefined && question.to !== undefined && question.from > question.to)
      return refuseField(
        'invalid-period',
        'query.to',
        `The period begins at ${question.from} and ends before that, at ${question.to}.`,
      );
    const list = `log ${question.direction} ${question.stream ?? ''} ${question.correlationId ?? ''}`;
    const cursor = readCursor(this.#shop, list, digits, question.cursor);
    if ('refused' in cursor) return cursor;
    const at = cursor.at === undefined ? undefined : BigInt(cursor.at[0]);
    const page = (found: readonly Entry[], next: bigint | undefined): LogPage => ({
      events: found.map((entry) => toLogged(this.#shop, entry)),
      nextCursor: next === undefined ? null : writeCursor(this.#shop, list, [next.toString()]),
    });
    if (question.correlationId !== undefined) return this.#byCorrelation(question, question.correlationId, at, page);
    return question.stream === undefined
      ? this.#byTime(question, at, page)
      : this.#byStream(question, question.stream, at, page);
  }

  /** The event at exactly this position; undefined where none stands there. */
  async at(position: bigint): Promise<LoggedEvent | undefined> {
    const [entry] = await readLog(this.#client, 'forwards', position, 1);
    return entry?.position.commit === position ? toLogged(this.#shop, entry) : undefined;
  }

  /** Events by hour on one of the two axes. */
  async density(axis: 'recorded' | 'occurred'): Promise<readonly { readonly hour: string; readonly events: number }[]> {
    const hours = await this.#hours().find({ axis }).sort({ hour: 1 }).toArray();
    return hours.map(({ hour, events }) => ({ hour, events }));
  }

  async #byStream(question: BrowseLog, stream: string, at: bigint | undefined, page: Page): Promise<LogPage> {
    const { direction, limit } = question;
    const found: Entry[] = [];
    let from = at;
    for (let looked = 0; looked < SCAN.events; looked += SCAN.atOnce) {
      const some = await readStreamEntries(this.#client, stream, direction, from, SCAN.atOnce);
      for (const entry of some) {
        if (!accepts(question, entry)) continue;
        if (found.length === limit) return page(found, entry.revision);
        found.push(entry);
      }
      const last = some.at(-1);
      if (some.length < SCAN.atOnce || !last || (direction === 'backwards' && last.revision === 0n))
        return page(found, undefined);
      from = direction === 'forwards' ? last.revision + 1n : last.revision - 1n;
    }
    return page(found, from);
  }

  async #byTime(question: BrowseLog, at: bigint | undefined, page: Page): Promise<LogPage> {
    const { direction, limit, from, to } = question;
    const found: Entry[] = [];
    let position = at ?? (await this.#seek(direction, from, to));
    for (let looked = 0; looked < SCAN.events; looked += SCAN.atOnce) {
      const some = await readLog(this.#client, direction, position, SCAN.atOnce);
      const last = some.at(-1);
      const goesOn = some.length === SCAN.atOnce && last !== undefined;
      // Forwards begins at the position itself, backwards before it: so forwards the last of a full read is left for the
      // next one. A position is always an event's own: EventStoreDB reads from no other.
      for (const entry of direction === 'forwards' && goesOn ? some.slice(0, -1) : some) {
        if (direction === 'forwards' && found.length === limit) return page(found, entry.position.commit);
        const recordedAt = entry.created.toISOString();
        if (direction === 'forwards' && to !== undefined && recordedAt >= to) return page(found, undefined);
        if (direction === 'backwards' && from !== undefined && recordedAt < from) return page(found, undefined);
        if (!isOurs(entry) || !accepts(question, entry)) continue;
        found.push(entry);
        if (direction === 'backwards' && found.length === limit) return page(found, entry.position.commit);
      }
      if (!goesOn) return page(found, undefined);
      position = last.position.commit;
    }
    return page(found, position);
  }

  async #byCorrelation(
    question: BrowseLog,
    correlationId: string,
    at: bigint | undefined,
    page: Page,
  ): Promise<LogPage> {
    const trace = await this.#db
      .collection<TraceDocument & { _id: string }>(collections.traces)
      .findOne({ _id: correlationId });
    const positions = [...(trace?.positions ?? [])].sort((a, b) => (a < b ? -1 : 1));
    if (question.direction === 'backwards') positions.reverse();
    const begin = at === undefined ? 0 : positions.findIndex((position) => position === at);
    const found: Entry[] = [];
    if (begin < 0) return page(found, undefined);
    for (const position of positions.slice(begin)) {
      if (found.length === question.limit) return page(found, position);
      const [entry] = await readLog(this.#client, 'forwards', position, 1);
      if (entry?.position.commit === position && accepts(question, entry)) found.push(entry);
    }
    return page(found, undefined);
  }

  /** Where the hour that was asked for begins in the log, so that a search by time need not read from the start. */
  async #seek(direction: Direction, from: string | undefined, to: string | undefined): Promise<bigint | undefined> {
    if (direction === 'forwards') {
      if (from === undefined) return undefined;
      const [hour] = await this.#hours()
        .find({ axis: 'recorded', hour: { $gte: from.slice(0, 13) } })
        .sort({ hour: 1 })
        .limit(1)
        .toArray();
      return hour?.firstPosition;
    }
    if (to === undefined) return undefined;
    // Backwards is exclusive: the first position of the next hour is where to begin.
    const [hour] = await this.#hours()
      .find({ axis: 'recorded', hour: { $gt: to.slice(0, 13) } })
      .sort({ hour: 1 })
      .limit(1)
      .toArray();
    return hour?.firstPosition;
  }

  #hours() {
    return this.#db.collection<LogHourDocument & { _id: string }>(collections.logHours);
  }
}

type Page = (found: readonly Entry[], next: bigint | undefined) => LogPage;

const accepts = (question: BrowseLog, entry: Entry): boolean => {
  const recordedAt = entry.created.toISOString();
  return (
    (question.stream === undefined || entry.streamId === question.stream) &&
    (question.type === undefined || entry.type === question.type) &&
    (question.correlationId === undefined || metadataOf(entry)?.$correlationId === question.correlationId) &&
    (question.from === undefined || recordedAt >= question.from) &&
    (question.to === undefined || recordedAt < question.to)
  );
};
