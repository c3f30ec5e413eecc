import { median, percentile } from '../event-store/measure.js';
import { processUse } from '../process-watch.js';
import { atLeast, atMost, figure, type Row } from '../result.js';

export const suite = 'document-store';

/** A piece of work: a step that is done `steps` times, `lanes` of them at once. */
export type Work = {
  readonly row: string;
  readonly steps: number;
  readonly lanes: number;
  /** Documents that a step handles; what a rate and the processor time count. */
  readonly documents: number;
  /** @param nth counts up over all runs, so that nothing is written twice by chance */
  readonly step: (nth: number) => Promise<unknown>;
};

/** What is promised: operations or documents a second, milliseconds, microseconds of the server's processor. */
export type Promised = { readonly perSecond?: number; readonly p50?: number; readonly serverCpu?: number };

type Measurement = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly serverCpu: number;
  readonly driverCpu: number;
};

const RUNS = 3;
const WARM_SHARE = 0.1;

const once = async (pid: number, { step, lanes, documents }: Work, from: number, to: number): Promise<Measurement> => {
  const latencies: number[] = [];
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < to) {
      const began = performance.now();
      await step(next++);
      latencies.push(performance.now() - began);
    }
  };
  const server = processUse(pid)?.cpuSeconds ?? Number.NaN;
  const driver = process.cpuUsage();
  const began = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(driver);
  const done = (to - from) * documents;
  return {
    perSecond: done / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    serverCpu: (((processUse(pid)?.cpuSeconds ?? Number.NaN) - server) * 1e6) / done,
    driverCpu: (user + system) / done,
  };
};

/** Rows with the medians of three runs, after one of a tenth of the work that only warms up. */
export const rowsOf = async (pid: number, work: Work, promised: Promised): Promise<readonly Row[]> => {
  const warm = Math.max(1, Math.floor(work.steps * WARM_SHARE));
  await once(pid, work, 0, warm);
  const runs: Measurement[] = [];
  for (let run = 0; run < RUNS; run++)
    runs.push(await once(pid, work, warm + run * work.steps, warm + (run + 1) * work.steps));
  const of = (pick: (one: Measurement) => number): number => median(runs.map(pick));
  const most = (row: string, value: number, unit: string, target: number | undefined): Row =>
    target === undefined ? figure(suite, row, value, unit) : atMost(suite, row, value, unit, target);
  const rate = of((one) => one.perSecond);
  const each = work.documents > 1 ? 'us a document' : 'us each';
  return [
    promised.perSecond === undefined
      ? figure(suite, work.row, rate, '/s')
      : atLeast(suite, work.row, rate, '/s', promised.perSecond),
    most(
      `${work.row}: p50`,
      of((one) => one.p50),
      'ms',
      promised.p50,
    ),
    most(
      `${work.row}: p99`,
      of((one) => one.p99),
      'ms',
      undefined,
    ),
    most(
      `${work.row}: server CPU`,
      of((one) => one.serverCpu),
      each,
      promised.serverCpu,
    ),
    most(
      `${work.row}: driver CPU`,
      of((one) => one.driverCpu),
      each,
      undefined,
    ),
  ];
};
