import { processUse } from '../process-watch.js';
import type { ServerUnderTest } from './server-under-test.js';

/** What a piece of work took, with a latency in milliseconds for each of its steps, where it tells them. */
export type Work = { readonly events: number; readonly latencies: readonly number[] };
export type Measurement = {
  readonly perSecond: number;
  /** Milliseconds; NaN where the work told no latencies. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor time an event. */
  readonly serverCpu: number;
  readonly clientCpu: number;
};

const RUNS = 3;

/** The value below which a share of the values lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => percentile(values, 0.5);

const once = async ({ pid }: ServerUnderTest, work: () => Promise<Work>): Promise<Measurement> => {
  const server = processUse(pid)?.cpuSeconds ?? Number.NaN;
  const client = process.cpuUsage();
  const began = performance.now();
  const { events, latencies } = await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(client);
  return {
    perSecond: events / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    serverCpu: (((processUse(pid)?.cpuSeconds ?? Number.NaN) - server) * 1e6) / events,
    clientCpu: (user + system) / events,
  };
};

/** Medians of three runs, after one of a tenth of the work that only warms up. @param work is told which run it is */
export const measure = async (
  server: ServerUnderTest,
  work: (run: string, share: number) => Promise<Work>,
): Promise<Measurement> => {
  await work('warm', 0.1);
  const runs: Measurement[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await once(server, () => work(`run${run.toString()}`, 1)));
  const of = (pick: (one: Measurement) => number): number => median(runs.map(pick));
  return {
    perSecond: of((one) => one.perSecond),
    p50: of((one) => one.p50),
    p99: of((one) => one.p99),
    serverCpu: of((one) => one.serverCpu),
    clientCpu: of((one) => one.clientCpu),
  };
};
