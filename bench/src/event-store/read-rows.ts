import { atMost, figure } from '../result.js';
import { measure, percentile } from './measure.js';
import { rowsOf, suite, type RowGroup } from './row-group.js';
import { dataFolder, startEventStore, startNullServer } from './server-under-test.js';
import { append, appendPaced, followLive, readAll, readStreams } from './work.js';

const EVENTS = 200_000;

export const readGroup: RowGroup = {
  name: 'read: $all forwards, and streams of 10',
  measure: async ({ scale, say }) => {
    const events = Math.ceil((EVENTS * scale) / 10) * 10;
    const folder = dataFolder();
    const server = await startEventStore(folder);
    // Appends of ten, ten appends to a stream: then streams of ten are written one by one.
    await append(server.client, { events, perAppend: 10, concurrency: 32 }, 'history');
    const streams = Array.from({ length: Math.ceil(1_000 * scale) }, (_, n) => `ten-${n.toString()}`);
    for (const stream of streams) await append(server.client, { events: 10, perAppend: 10, concurrency: 1 }, stream);
    say('the history is written; reading it');
    const all = await measure(server, (_, share) => readAll(server.client, Math.ceil(events * share)));
    const times = Math.ceil(3_000 * scale);
    const names = streams.map((stream) => `order-${stream}.0.0`);
    const tens = await measure(server, (_, share) => readStreams(server.client, names, Math.ceil(times * share)));
    await server.stop();
    folder.remove();
    const empty = await startNullServer();
    const allCeiling = await measure(empty, (_, share) => readAll(empty.client, Math.ceil(events * share)));
    const tensCeiling = await measure(empty, (_, share) => readStreams(empty.client, names, Math.ceil(times * share)));
    await empty.stop();
    return [
      ...rowsOf('read $all forwards, in events', all, allCeiling, { serverCpu: 12 }),
      ...rowsOf('read a stream of 10, concurrency 1', tens, tensCeiling, { p50: 0.6, p99: 2 }),
    ];
  },
};

const LIVE = { events: 2_000, perSecond: 200 };
const WARM = { events: 100, perSecond: 200 };

export const liveGroup: RowGroup = {
  name: 'live subscription',
  measure: async ({ scale }) => {
    const folder = dataFolder();
    const server = await startEventStore(folder);
    await followLive(server.client, 'live-warm', WARM);
    const { sendToAck, ackToHandler } = await followLive(server.client, 'live-1', {
      ...LIVE,
      events: Math.ceil(LIVE.events * scale),
    });
    await server.stop();
    folder.remove();
    // The client and two idle processors that have to wake up for each event take as long as this against any server.
    const empty = await startNullServer();
    await appendPaced(empty.client, 'live-warm', WARM);
    const floor = await appendPaced(empty.client, 'live-1', { ...LIVE, events: Math.ceil(LIVE.events * scale) });
    await empty.stop();
    const row = `live subscription at ${LIVE.perSecond.toString()}/s`;
    return [
      atMost(suite, `${row}: ack to handler, p50`, percentile(ackToHandler, 0.5), 'ms', 0.13),
      figure(suite, `${row}: ack to handler, p99`, percentile(ackToHandler, 0.99), 'ms'),
      atMost(suite, `${row}: send to ack, p50`, percentile(sendToAck, 0.5), 'ms', 1),
      figure(suite, `${row}: send to ack, p99`, percentile(sendToAck, 0.99), 'ms'),
      figure(suite, `${row}: send to ack, p50, of a server that keeps nothing`, percentile(floor, 0.5), 'ms'),
    ];
  },
};
