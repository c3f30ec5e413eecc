import { setTimeout as sleep } from 'node:timers/promises';
import { START } from '@eventstore/db-client';
import { processUse } from '../process-watch.js';
import { atMost, figure } from '../result.js';
import { median } from './measure.js';
import { suite, type RowGroup } from './row-group.js';
import { dataFolder, startEventStore, type ServerUnderTest } from './server-under-test.js';
import { append } from './work.js';

const IN_BATCHES = { perAppend: 100, concurrency: 4 };
/** The garbage of the load is collected before memory is looked at. */
const REST_MS = 3_000;

const megabytes = ({ pid }: ServerUnderTest): number => processUse(pid)?.megabytes ?? Number.NaN;

export const sizeGroup: RowGroup = {
  name: 'size: memory, bytes, start',
  measure: async ({ scale, say }) => {
    const folder = dataFolder();
    const starts: number[] = [];
    for (let n = 0; n < 3; n++) {
      const empty = await startEventStore(folder);
      starts.push(empty.startSeconds);
      await empty.stop();
    }
    const server = await startEventStore(folder);
    const atStart = megabytes(server);
    const some = Math.ceil(300_000 * scale);
    const many = Math.ceil(1_000_000 * scale);
    await append(server.client, { events: some, ...IN_BATCHES }, 'some');
    await sleep(REST_MS);
    const afterSome = megabytes(server);
    say(`${some.toString()} events are there, going on to ${many.toString()}`);
    await append(server.client, { events: many - some, ...IN_BATCHES }, 'many');
    await sleep(REST_MS);
    const afterMany = megabytes(server);
    await server.stop();
    const bytes = folder.bytes() / many;
    const fullStarts: number[] = [];
    let afterStart = 0;
    for (let n = 0; n < 3; n++) {
      const full = await startEventStore(folder);
      fullStarts.push(full.startSeconds);
      afterStart = megabytes(full);
      await full.stop();
    }
    folder.remove();
    const counted = (events: number): string => events.toLocaleString('en-GB');
    return [
      atMost(suite, 'memory (RssAnon) at start', atStart, 'MB', 80),
      atMost(suite, `memory after ${counted(some)} events`, afterSome, 'MB', 200),
      atMost(suite, `memory after ${counted(many)} events`, afterMany, 'MB', 250),
      figure(suite, `memory after a start with ${counted(many)} events`, afterStart, 'MB'),
      atMost(suite, 'bytes on disk an event, indexes included', bytes, 'bytes', 700),
      atMost(suite, 'time to ready, no data', median(starts), 's', 0.5),
      atMost(suite, `time to ready, ${counted(many)} events`, median(fullStarts), 's', 2),
    ];
  },
};

export const behindGroup: RowGroup = {
  name: 'a subscriber far behind',
  measure: async ({ scale, say }) => {
    const folder = dataFolder();
    const server = await startEventStore(folder);
    const behind = Math.ceil(1_000_000 * scale);
    await append(server.client, { events: behind, ...IN_BATCHES }, 'history');
    say('the history is written; appending beside a subscriber that reads it');
    const events = Math.ceil(20_000 * scale);
    const rate = async (name: string): Promise<number> => {
      const began = performance.now();
      await append(server.client, { events, perAppend: 1, concurrency: 32 }, name);
      return events / ((performance.now() - began) / 1000);
    };
    await rate('warm');
    const alone: number[] = [];
    const beside: number[] = [];
    // A process of its own would be fairer to the client; two cores have no room for it. It reads, and is not read from:
    // a subscriber that far behind is limited by its own pace, so the server's backpressure is a part of what is measured.
    for (let run = 0; run < 3; run++) {
      alone.push(await rate(`alone${run.toString()}`));
      const subscription = server.client.subscribeToAll({ fromPosition: START });
      subscription.on('error', () => undefined);
      subscription.once('data', () => {
        subscription.pause();
      });
      await sleep(200);
      beside.push(await rate(`beside${run.toString()}`));
      await subscription.unsubscribe();
    }
    await server.stop();
    folder.remove();
    return [
      figure(suite, 'appends alone, concurrency 32', median(alone), '/s'),
      figure(suite, 'appends beside a subscriber far behind that does not keep up', median(beside), '/s'),
      atMost(
        suite,
        'a subscriber far behind slows appends by',
        Math.max(0, (1 - median(beside) / median(alone)) * 100),
        '%',
        10,
      ),
    ];
  },
};
