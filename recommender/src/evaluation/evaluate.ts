import { chooseCut, endOf } from '../history/choose-cut.js';
import { selectBaskets, type History } from '../history/history.js';
import { lastTask, tailTask, windowTask, type Protocol, type Task } from '../history/split.js';
import { championOf } from '../rankers/champion.js';
import { MODES, type Mode } from '../rankers/lists.js';
import type { Cut } from '../training/prepare.js';
import type { Tried } from '../training/tune.js';
import { differenceOfMeans, pairedBootstrap, ratioOfMeans, type Interval } from './bootstrap.js';
import type { Columns, Measure } from './columns.js';
import { evaluateWindow, type WindowResult } from './evaluate-window.js';

/** The figures of one method over all test windows. */
export type MethodFigures = {
  readonly method: string;
  readonly figures: Readonly<Record<Measure, number>>;
  readonly coverage: number;
  readonly novelty: number;
};
/** How many times the one is the other, with its paired 95 % interval over all cases. */
export type Comparison = {
  readonly ours: string;
  readonly theirs: string;
  readonly mode: Mode;
  readonly measure: Measure;
  readonly ratio: Interval;
  readonly difference: Interval;
};
export type WindowReport = {
  /** ISO 8601 days, the second excluded; null without times. */
  readonly from: string | null;
  readonly to: string | null;
  readonly cases: number;
  readonly newcomers: number;
  readonly catalogue: number;
  readonly champion: Readonly<Record<Mode, 'network' | 'linear'>>;
  readonly methods: Readonly<Record<Mode, readonly MethodFigures[]>>;
  readonly comparisons: readonly Comparison[];
  readonly tried: readonly Tried[];
};
export type Evaluation = {
  readonly protocol: Protocol;
  readonly windowDays: number;
  readonly seeds: readonly number[];
  readonly windows: readonly WindowReport[];
  /** All cases of all windows together. */
  readonly comparisons: readonly Comparison[];
};

export type EvaluateOptions = {
  readonly seeds: readonly number[];
  readonly months: number;
  readonly windowDays?: number;
};

const BOOTSTRAP_SEED = 20_240_901;

const taskAt = (history: History, end: number, { protocol, windowDays }: Cut): Task => {
  if (protocol === 'last') return lastTask(history, 1);
  return (protocol === 'window' ? windowTask : tailTask)(history, end - windowDays, end);
};

const joined = (columns: readonly (Columns | undefined)[], measure: Measure): Float64Array =>
  Float64Array.from(columns.flatMap((column) => [...(column?.column(measure) ?? [])]));

const compare = (results: readonly WindowResult[]): readonly Comparison[] => {
  const pairs = [
    ...['popularity', 'personal frequency', 'item-kNN', 'EASE^R', 'EASE^R, decayed'].map((theirs) => [
      'storefold',
      theirs,
    ]),
    ['network', 'linear'],
  ];
  return MODES.flatMap((mode) =>
    pairs.flatMap(([ours = '', theirs = '']) =>
      (['NDCG@10', 'R@20'] as const).flatMap((measure) => {
        const of = (name: string) =>
          joined(
            results.map(({ columns }) => columns[mode].get(name)),
            measure,
          );
        const [a, b] = [of(ours), of(theirs)];
        if (a.length === 0 || a.length !== b.length) return [];
        const ratio = pairedBootstrap(a, b, ratioOfMeans, BOOTSTRAP_SEED);
        const difference = pairedBootstrap(a, b, differenceOfMeans, BOOTSTRAP_SEED);
        return [{ ours, theirs, mode, measure, ratio, difference }];
      }),
    ),
  );
};

const dayOf = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

const reportOf = (
  result: WindowResult,
  span: { readonly from: string | null; readonly to: string | null },
): WindowReport => {
  const methodsOf = (mode: Mode) =>
    [...result.columns[mode]].map(([method, columns]) => ({
      method,
      figures: columns.means(),
      coverage: columns.coverage(result.catalogue),
      novelty: columns.novelty(),
    }));
  return {
    ...span,
    ...{ cases: result.cases, newcomers: result.newcomers, catalogue: result.catalogue, tried: result.tried },
    champion: { all: championOf(result.validation.all), new: championOf(result.validation.new) },
    methods: { all: methodsOf('all'), new: methodsOf('new') },
    comparisons: compare([result]),
  };
};

/**
 * Measures the model and the baselines on the newest windows of a history, each trained on what happened before it. Pure:
 * the same history and options give the same figures.
 *
 * @throws RangeError when the history is too short for a test
 */
export const evaluate = (
  history: History,
  { seeds, months, windowDays }: EvaluateOptions,
  onProgress: (what: string) => void = () => undefined,
): Evaluation => {
  const chosen = chooseCut(history);
  const cut = windowDays === undefined ? chosen : { ...chosen, windowDays };
  const end = endOf(history);
  const results: WindowResult[] = [];
  const windows: WindowReport[] = [];
  for (let back = 0; back < (cut.protocol === 'last' ? 1 : months); back++) {
    const until = end - back * cut.windowDays;
    const known = back === 0 ? history : selectBaskets(history, (basket) => (history.days[basket] ?? 0) < until);
    const say = (what: string) => {
      onProgress(`window ${(back + 1).toString()}: ${what}`);
    };
    const result = evaluateWindow(taskAt(known, until, cut), cut, seeds, say);
    if (!result || result.cases === 0) break;
    const timed = cut.protocol !== 'last';
    const span = { from: timed ? dayOf(until - cut.windowDays) : null, to: timed ? dayOf(until) : null };
    results.push(result);
    windows.push(reportOf(result, span));
  }
  if (windows.length === 0)
    throw new RangeError(
      'the history is too short to test on: it needs at least 20 users with something before the test and before a window to learn from',
    );
  return { ...{ protocol: cut.protocol, windowDays: cut.windowDays, seeds, windows }, comparisons: compare(results) };
};
