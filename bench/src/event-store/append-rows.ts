import type { Row } from '../result.js';
import { measure } from './measure.js';
import { rowsOf, type Bench, type Promised, type RowGroup } from './row-group.js';
import { dataFolder, startEventStore, startNullServer } from './server-under-test.js';
import { append, type Load } from './work.js';

type AppendRow = { readonly name: string; readonly load: Load; readonly promised: Promised };

const rows: readonly AppendRow[] = [
  {
    name: 'append 1 event, concurrency 1',
    load: { events: 4_000, perAppend: 1, concurrency: 1 },
    promised: { perSecond: 950, p50: 1 },
  },
  {
    name: 'append 1 event, concurrency 32',
    load: { events: 25_000, perAppend: 1, concurrency: 32 },
    promised: { perSecond: 5_000 },
  },
  {
    name: 'append 1 event, concurrency 256',
    load: { events: 40_000, perAppend: 1, concurrency: 256 },
    promised: { perSecond: 8_000, serverCpu: 60 },
  },
  {
    name: 'append 10 events, concurrency 32, in events',
    load: { events: 80_000, perAppend: 10, concurrency: 32 },
    promised: { perSecond: 18_000, serverCpu: 35 },
  },
  {
    name: 'load in appends of 500, in events',
    load: { events: 300_000, perAppend: 500, concurrency: 4 },
    promised: { perSecond: 24_000, serverCpu: 30 },
  },
];

/** One kind of append, against fresh data and against the server that stores nothing. */
const measureAppend = async ({ name, load, promised }: AppendRow, { scale, say }: Bench): Promise<readonly Row[]> => {
  const scaled = { ...load, events: Math.ceil(load.events * scale) };
  const folder = dataFolder();
  const start = [() => startEventStore(folder), startNullServer];
  const measured = [];
  for (const begin of start) {
    const server = await begin();
    measured.push(
      await measure(server, (run, share) =>
        append(server.client, { ...scaled, events: Math.ceil(scaled.events * share) }, run),
      ),
    );
    await server.stop();
  }
  folder.remove();
  const [ours, ceiling] = measured;
  if (!ours) return [];
  say(`${name}: ${ours.perSecond.toFixed(0)} a second`);
  return rowsOf(name, ours, ceiling, promised);
};

export const appendGroups: readonly RowGroup[] = rows.map((row) => ({
  name: row.name,
  measure: (bench) => measureAppend(row, bench),
}));

const PROJECTIONS = ['$by_category', '$by_event_type', '$by_correlation_id', '$streams'];

/** Appends while the system projections run. */
export const projectionGroup: RowGroup = {
  name: 'system projections on',
  measure: async ({ scale }) => {
    const measured: Row[] = [];
    for (const [concurrency, events, perSecond] of [
      [256, 40_000, 7_000],
      [1, 4_000, 800],
    ] as const) {
      const folder = dataFolder();
      const server = await startEventStore(folder);
      for (const projection of PROJECTIONS) await server.client.enableProjection(projection);
      const load = { events: Math.ceil(events * scale), perAppend: 1, concurrency };
      const ours = await measure(server, (run, share) =>
        append(server.client, { ...load, events: Math.ceil(load.events * share) }, run),
      );
      await server.stop();
      folder.remove();
      const name = `system projections on: append 1, concurrency ${concurrency.toString()}`;
      measured.push(...rowsOf(name, ours, undefined, { perSecond }));
    }
    return measured;
  },
};
