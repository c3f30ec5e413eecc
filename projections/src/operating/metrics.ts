import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections } from '@storefold/contracts';
import type { Db } from 'mongodb';
import { Gauge, type Registry } from 'prom-client';
import type { Runner } from '../engine/runner.js';
import { lagOf } from './lag.js';

/** Position of the log's last event. */
export const headOfLog = async (client: Pick<EventStoreDBClient, 'readAll'>): Promise<bigint> => {
  let head = -1n;
  // Read to its end: a read that is left early keeps the client from closing.
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    head = event?.position.commit ?? head;
  return head;
};

type Counted = { readonly view: string; readonly unit: string; readonly letters: number };

/** Dead letters by unit; those without any are left out. */
export const countLetters = async (db: Db): Promise<readonly Counted[]> => {
  const counted = await db
    .collection(engineCollections.deadLetters)
    .aggregate<{ _id: string; view: string; letters: number }>([
      { $group: { _id: '$unit', view: { $first: '$view' }, letters: { $sum: 1 } } },
    ])
    .toArray();
  return counted.map(({ _id: unit, view, letters }) => ({ view, unit, letters }));
};

type Observed = {
  readonly runner: () => Runner | undefined;
  /** Why the views cannot be relied on; undefined when all is well. */
  readonly trouble: () => string | undefined;
  readonly client: EventStoreDBClient;
  readonly db: Db;
};

/** Well within the time that a scrape may take: what a store does not tell by then is left out. */
const TOLD_WITHIN_MS = 2_000;

/** @returns undefined where the store fails or keeps silent: what is not known is not told as if it were */
const inTime = async <Value>(asked: Promise<Value>): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, TOLD_WITHIN_MS);
  });
  try {
    return await Promise.race([asked.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * What a person on call is woken by: whether the views can be relied on, how far each unit is behind, and what waits for
 * somebody to decide.
 */
export const observe = (metrics: Registry, { runner, trouble, client, db }: Observed): void => {
  const registers = [metrics];
  const labelNames = ['view', 'unit'] as const;
  new Gauge({
    ...{ name: 'storefold_projections_stuck', registers },
    help: '1 while the views cannot be relied on; /health/ready says why. 0 when all is well.',
    collect() {
      this.set(trouble() === undefined ? 0 : 1);
    },
  });
  const lags = async () => {
    const head = await inTime(headOfLog(client));
    // No lag is told while nobody can say how long the log is: 0 would say that all is well.
    if (head === undefined) return [];
    return (runner()?.progress() ?? []).map(({ view, unit, ...rest }) => ({
      labels: { view, unit },
      lag: lagOf({ view, unit, ...rest }, head, new Date()),
    }));
  };
  new Gauge({
    ...{ name: 'storefold_view_position', help: 'Position of the last event folded.', labelNames, registers },
    collect() {
      this.reset();
      for (const { view, unit, position } of runner()?.progress() ?? []) this.set({ view, unit }, Number(position));
    },
  });
  new Gauge({
    ...{ name: 'storefold_view_lag_seconds', help: 'Seconds behind the log.', labelNames, registers },
    async collect() {
      const found = await lags();
      this.reset();
      for (const { labels, lag } of found) this.set(labels, lag.seconds);
    },
  });
  new Gauge({
    ...{ name: 'storefold_view_lag_events', labelNames, registers },
    help: 'Events behind the log, estimated from their mean size.',
    async collect() {
      const found = await lags();
      this.reset();
      for (const { labels, lag } of found) this.set(labels, lag.events);
    },
  });
  new Gauge({
    ...{ name: 'storefold_dead_letters', labelNames, registers },
    help: 'Keys whose events wait because one of them could not be folded.',
    async collect() {
      const found = (await inTime(countLetters(db))) ?? [];
      this.reset();
      for (const { view, unit, letters } of found) this.set({ view, unit }, letters);
    },
  });
};
