import { compareModels, unseenWindow, verdictOn, type History, type ModelComparison } from '@storefold/recommender';
import { table } from '../projections/table.js';
import type { WhichLog } from './models-desk.js';
import { urlOf } from './models-desk.js';
import { namedModel, type NamedModel, type WhichShelf } from './named-model.js';
import { readHistory } from './read-history.js';
import { readLog } from './read-log.js';

export type CompareOptions = WhichLog & WhichShelf & { readonly file?: string };

const DAY_MS = 86_400_000;
const instantOf = (days: number): string => new Date(Math.round(days * DAY_MS)).toISOString();
const minuteOf = (days: number): string => instantOf(days).slice(0, 16).replace('T', ' ');

/** What is foretold, and whose it is: a model of another log knows other customers and products. */
const historyOf = async (options: CompareOptions, models: readonly NamedModel[]): Promise<History> => {
  if (options.file !== undefined) return (await readHistory(options.file, false)).history;
  const { logId, prefix } = await readLog(urlOf(options));
  for (const { name, model } of models)
    if (model.provenance.logId !== logId)
      throw new Error(
        `${name} was trained on ${model.provenance.logId}, and this is the log ${logId}; name its --file or its log`,
      );
  return prefix.history;
};

const textOf = (champion: string, challenger: string, compared: ModelComparison, verdict: string): string => {
  const figure = (value: number) => value.toFixed(4);
  const rows = (['all', 'new'] as const).map((mode) => {
    const { low, mean, high } = compared.difference[mode];
    const names = { all: 'NDCG@10, all', new: 'NDCG@10, new to the customer' };
    return [
      ...[names[mode], figure(compared.champion[mode]), figure(compared.challenger[mode])],
      ...[figure(mean), `[${figure(low)}, ${figure(high)}]`],
    ];
  });
  return [
    `champion    ${champion}`,
    `challenger  ${challenger}`,
    `${compared.users.toString()} customers who ordered from ${minuteOf(compared.from)} to ${minuteOf(compared.to)} (UTC), which neither has seen`,
    '',
    table([['', 'champion', 'challenger', 'difference', '95 % interval'], ...rows]),
    `The challenger is ${verdict}\n`,
  ].join('\n');
};

/**
 * Compares two models on the newest window that neither was trained on.
 *
 * @throws Error when a model cannot be read, or nothing is left that neither has seen
 */
export const runCompare = async (
  champion: string,
  challenger: string,
  options: CompareOptions,
): Promise<{ readonly data: unknown; readonly text: string }> => {
  const [one, other] = [namedModel(champion, options), namedModel(challenger, options)];
  const history = await historyOf(options, [one, other]);
  const seenUpTo = Math.max(one.model.snapshot.now, other.model.snapshot.now);
  const window = unseenWindow(history, seenUpTo);
  if (!window)
    throw new Error(
      history.timed
        ? `nothing to compare on: fewer than 20 customers with a past ordered since ${instantOf(seenUpTo)}, up to which one of the two has seen all orders; compare later, or with a model of less history`
        : 'nothing to compare on: the file tells no times, so nothing in it is known to be new to the models',
    );
  const compared = compareModels(one.model, other.model, history, window);
  const { from, to, ...figures } = compared;
  const verdict = verdictOn({ ...figures, from: instantOf(from), to: instantOf(to), modelId: '', championId: '' });
  return {
    data: { models: [one.name, other.name], ...figures, from: instantOf(from), to: instantOf(to), ...verdict },
    text: textOf(one.name, other.name, compared, verdict.reason),
  };
};
