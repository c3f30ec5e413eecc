import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { evaluate, type Evaluation } from '@storefold/recommender';
import type { ProgressView } from '../terminal/progress.js';
import { evaluationHtml } from './evaluation-html.js';
import { readHistory, type BadRow } from './read-history.js';

export type EvaluateCommandOptions = {
  readonly file: string;
  readonly seeds: number;
  readonly months: number;
  readonly windowDays?: number;
  readonly html?: string;
  readonly strict: boolean;
  readonly json: boolean;
};

export type EvaluateReport = {
  readonly file: { readonly path: string; readonly sha256: string };
  readonly rows: { readonly read: number; readonly used: number; readonly bad: number };
  readonly badRows: readonly BadRow[];
  readonly users: number;
  readonly items: number;
  readonly seconds: number;
  readonly evaluation: Evaluation;
};

/** Reads the file, measures, and writes the page where one is wanted. @throws UnreadableFile, RangeError */
export const runEvaluate = async (options: EvaluateCommandOptions, view: ProgressView): Promise<EvaluateReport> => {
  const begun = performance.now();
  const { history, digest, rows, examples } = await readHistory(options.file, options.strict, (read) => {
    view.show('reading the file, rows', read, undefined);
  });
  let step = 0;
  const evaluation = evaluate(
    history,
    {
      seeds: Array.from({ length: options.seeds }, (_, at) => at + 1),
      months: options.months,
      ...(options.windowDays === undefined ? {} : { windowDays: options.windowDays }),
    },
    (what) => {
      view.show(what, ++step, undefined);
    },
  );
  view.end();
  if (options.html !== undefined)
    writeFileSync(options.html, evaluationHtml(`Recommender on ${options.file}`, evaluation));
  return {
    file: { path: options.file, sha256: digest },
    ...{ rows, badRows: examples, users: history.userNames.length, items: history.itemNames.length },
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    evaluation,
  };
};
