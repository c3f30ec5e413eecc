import {
  agreeWithModel,
  startProcess,
  surviveFuzz,
  surviveKills,
  temporaryFolder,
} from '@storefold/event-store/testing';
import { suite } from '../event-store/row-group.js';
import { atMost, exactly, figure, type Row } from '../result.js';
import type { Suite } from './suite.js';

const STEPS = 10_000;
const RESTARTS = 40;
const KILLS = 200;
const INPUTS = 1_000_000;
/** Megabytes: what mutated appends wrote stays, with its index. */
const MOST_GROWTH = 150;

type Check = {
  readonly name: string;
  readonly run: (scale: number, seed: number, say: Say) => Promise<readonly Row[]>;
};
type Say = (line: string) => void;

const model: Check = {
  name: 'model',
  run: async (scale, seed, say) => {
    const folder = temporaryFolder();
    const wanted = { steps: Math.ceil(STEPS * scale), restarts: Math.ceil(RESTARTS * scale) };
    const report = await agreeWithModel(folder.path, wanted, seed, say);
    folder.remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      exactly(suite, 'random steps beside a model', report.steps, 'steps', wanted.steps),
      exactly(suite, 'kills and stops amid them', report.restarts, 'restarts', wanted.restarts),
      exactly(suite, 'answers in which store and model differ', report.wrong.length, 'answers', 0),
    ];
  },
};

const kills: Check = {
  name: 'kills under load',
  run: async (scale, seed, say) => {
    const folder = temporaryFolder();
    const wanted = Math.ceil(KILLS * scale);
    const report = await surviveKills(folder.path, wanted, seed, say);
    folder.remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      exactly(suite, 'kills under the load of 8 writers', report.kills, 'kills', wanted),
      figure(suite, 'appends that were acknowledged', report.acknowledged, 'appends'),
      figure(suite, 'appends whose outcome a kill left unknown, sent again', report.sentAgain, 'appends'),
      figure(suite, 'events that subscriptions were given', report.delivered, 'events'),
      exactly(suite, 'events lost, doubled, reordered, or missed by a subscription', report.wrong.length, 'events', 0),
    ];
  },
};

const fuzz: Check = {
  name: 'fuzz',
  run: async (scale, seed, say) => {
    const folder = temporaryFolder();
    // A broken connection is given up soon, lest thousands of them stand open at a time.
    const server = await startProcess(folder.path, 0, [], ['--keepalive', '1000']);
    const report = await surviveFuzz(server, Math.ceil(INPUTS * scale), seed, say);
    await server.kill('SIGTERM');
    folder.remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      figure(suite, 'broken connections and messages', report.inputs, 'inputs'),
      figure(suite, 'appends of another client meanwhile', report.bystanderAppends, 'appends'),
      exactly(suite, 'crashes, failed calls of others, changed events', report.wrong.length, 'faults', 0),
      atMost(suite, 'sockets left open', report.after.sockets - report.socketsBefore, 'sockets', 0),
      atMost(suite, 'memory grew, once warm, by', report.after.megabytes - report.warm.megabytes, 'MB', MOST_GROWTH),
    ];
  },
};

/** What must hold whatever happens: the specs of the event store, at length. */
export const eventStoreCheck: Suite = {
  name: suite,
  about: 'the event store beside a model in 10,000 steps, under 200 kills, and under a million broken inputs',
  run: async ({ rows: word = '', scale, seed = Date.now() % 1_000_000, say }) => {
    say(`seed ${seed.toString()}; --seed repeats it`);
    const rows: Row[] = [];
    for (const check of [model, kills, fuzz].filter(({ name }) => name.includes(word))) {
      say(`checking: ${check.name}`);
      rows.push(...(await check.run(scale, seed, say)));
    }
    return rows;
  },
};
