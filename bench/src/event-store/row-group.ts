import { atLeast, atMost, figure, type Row } from '../result.js';
import type { Measurement } from './measure.js';

export const suite = 'event-store';

export type Bench = {
  /** Share of the full work. */
  readonly scale: number;
  readonly say: (line: string) => void;
};
/** Rows that are measured together, because they share a server and its data. */
export type RowGroup = {
  readonly name: string;
  readonly measure: (bench: Bench) => Promise<readonly Row[]>;
};

/** What is promised of a rate; the rest is told without a promise. Rates a second, p50 and p99 in ms, server CPU in us an event. */
export type Promised = {
  readonly perSecond?: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly serverCpu?: number;
};

/** The rows of one piece of work, beside what the client reached against a server that stores nothing. */
export const rowsOf = (
  work: string,
  ours: Measurement,
  ceiling: Measurement | undefined,
  promised: Promised,
): readonly Row[] => {
  const least = (row: string, value: number, unit: string, target: number | undefined): Row =>
    target === undefined ? figure(suite, row, value, unit) : atLeast(suite, row, value, unit, target);
  const most = (row: string, value: number, unit: string, target: number | undefined): readonly Row[] =>
    Number.isNaN(value)
      ? []
      : [target === undefined ? figure(suite, row, value, unit) : atMost(suite, row, value, unit, target)];
  return [
    least(work, ours.perSecond, '/s', promised.perSecond),
    ...most(`${work}: p50`, ours.p50, 'ms', promised.p50),
    ...most(`${work}: p99`, ours.p99, 'ms', promised.p99),
    ...most(`${work}: server CPU`, ours.serverCpu, 'us each', promised.serverCpu),
    figure(suite, `${work}: client CPU`, ours.clientCpu, 'us each'),
    ...(ceiling
      ? [
          figure(suite, `${work}: the client's own ceiling`, ceiling.perSecond, '/s'),
          figure(suite, `${work}: client CPU at its ceiling`, ceiling.clientCpu, 'us each'),
          figure(suite, `${work}: share of the ceiling`, ours.perSecond / ceiling.perSecond, 'of 1'),
        ]
      : []),
  ];
};
