import {
  agreeWithModel,
  runStore,
  surviveFuzz,
  surviveKills,
  temporaryFolder,
} from '@storefold/document-store/testing';
import { suite } from '../document-store/measure.js';
import { atMost, exactly, figure, type Row } from '../result.js';
import { documentStoreSpec } from '../running/paths.js';
import { runSpecAtLength } from '../running/spec.js';
import type { Suite } from './suite.js';

const KILLS = 200;
const MODEL_STEPS = 20_000;
const STEPS_PER_KILL = 500;
const FRAMES = 1_000_000;
const PLANNER_RUNS = 20_000;
const UPDATE_RUNS = 100_000;
/** Megabytes: mutated inserts write into databases and collections of many names, whose definitions the server keeps. */
const MOST_GROWTH = 150;

type Say = (line: string) => void;
type Check = {
  readonly name: string;
  readonly run: (scale: number, seed: number, say: Say) => Promise<readonly Row[]>;
};

const kills: Check = {
  name: 'kills under load',
  run: async (scale, seed, say) => {
    const { dir, remove } = await temporaryFolder();
    const wanted = Math.ceil(KILLS * scale);
    const report = await surviveKills(dir, wanted, seed, say);
    await remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      exactly(suite, 'kills under the load of 8 writers', report.kills, 'kills', wanted),
      figure(suite, 'writes that were acknowledged', report.acknowledged, 'writes'),
      figure(suite, 'writes whose answer a kill took, sent again', report.sentAgain, 'writes'),
      figure(suite, 'writes whose outcome stayed open', report.unknown, 'writes'),
      exactly(suite, 'writes lost, doubled or halved, and findings of check', report.wrong.length, 'faults', 0),
    ];
  },
};

const model: Check = {
  name: 'a plain map beside it',
  run: async (scale, seed) => {
    const { dir, remove } = await temporaryFolder();
    const wanted = Math.ceil(MODEL_STEPS * scale);
    const report = await agreeWithModel(dir, wanted, STEPS_PER_KILL, seed);
    await remove();
    return [
      exactly(suite, 'steps beside a plain map', report.steps, 'steps', wanted),
      figure(suite, 'of them transactions', report.transactions, 'transactions'),
      figure(suite, 'kills between the steps', report.kills, 'kills'),
      exactly(suite, report.wrong[0] ?? 'steps that told something else', report.wrong.length, 'steps', 0),
    ];
  },
};

const fuzz: Check = {
  name: 'fuzz',
  run: async (scale, seed, say) => {
    const { dir, remove } = await temporaryFolder();
    const server = await runStore(['--data', dir, '--port', '0']);
    const report = await surviveFuzz(server, Math.ceil(FRAMES * scale), seed, say);
    server.child.kill('SIGTERM');
    await server.exited;
    await remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      figure(suite, 'broken messages', report.frames, 'messages'),
      figure(suite, 'of them whole enough to be answered', report.outcomes.answered, 'messages'),
      figure(suite, 'writes of another client meanwhile', report.bystanderWrites, 'writes'),
      exactly(suite, 'crashes, unforeseen errors, failed calls of others', report.wrong.length, 'faults', 0),
      atMost(suite, 'sockets left open', report.after.sockets - report.before.sockets, 'sockets', 10),
      atMost(suite, 'cursors left open', report.after.cursors, 'cursors', 100),
      atMost(suite, 'memory grew, once warm, by', report.after.megabytes - report.warm.megabytes, 'MB', MOST_GROWTH),
    ];
  },
};

const atLength = (name: string, path: string, variable: string, runs: number): Check => ({
  name,
  run: async (scale, _seed, say) => {
    const wanted = Math.ceil(runs * scale);
    const passed = await runSpecAtLength(documentStoreSpec(path), variable, wanted, say);
    return [
      figure(suite, `${name}: examples`, wanted, 'examples'),
      exactly(suite, `${name}: counterexamples`, passed ? 0 : 1, 'found', 0),
    ];
  },
});

const checks: readonly Check[] = [
  kills,
  model,
  fuzz,
  atLength(
    'any plan finds what the full scan finds',
    'planner/equivalence.int.spec',
    'DOCUMENT_STORE_PLANNER_RUNS',
    PLANNER_RUNS,
  ),
  atLength('updates agree with a plain model', 'update/model.spec', 'DOCUMENT_STORE_UPDATE_RUNS', UPDATE_RUNS),
];

/** What must hold whatever happens: the specs of the document store, at length. */
export const documentStoreCheck: Suite = {
  name: suite,
  about:
    'the document store under 200 kills and a million broken messages; its writes, planner and updates beside models',
  run: async ({ rows: word = '', scale, seed = Date.now() % 1_000_000, say }) => {
    say(`seed ${seed.toString()}; --seed repeats it`);
    const rows: Row[] = [];
    for (const check of checks.filter(({ name }) => name.includes(word))) {
      say(`checking: ${check.name}`);
      rows.push(...(await check.run(scale, seed, say)));
    }
    return rows;
  },
};
