import type { Comparison, Evaluation, MethodFigures } from '@storefold/recommender';

const figure = (value: number): string => value.toFixed(4);
const pad = (text: string, width: number): string => text.padStart(width);

const methodLine = ({ method, figures, coverage, novelty }: MethodFigures): string =>
  [
    `  ${method.padEnd(24)}`,
    ...[figures['NDCG@10'], figures['R@10'], figures['HR@10'], figures['MRR@10']].map((value) => pad(figure(value), 8)),
    ...[figures['NDCG@20'], figures['R@20'], coverage].map((value) => pad(figure(value), 8)),
    pad(novelty.toFixed(2), 8),
  ].join(' ');

const head = `  ${''.padEnd(24)} ${['NDCG@10', 'R@10', 'HR@10', 'MRR@10', 'NDCG@20', 'R@20', 'cover@20', 'novelty'].map((name) => pad(name, 8)).join(' ')}`;

const comparisonLine = ({ ours, theirs, measure, ratio }: Comparison): string =>
  `  ${`${ours} / ${theirs}`.padEnd(38)} ${measure.padEnd(8)} ${ratio.mean.toFixed(3)}  [${ratio.low.toFixed(3)}, ${ratio.high.toFixed(3)}]`;

const modes = { all: 'all: repeats count', new: 'new: what the user had is left out' } as const;

/** Tables of an evaluation for a terminal. */
export const evaluationText = ({ protocol, windows, comparisons, seeds }: Evaluation): string => {
  const lines: string[] = [];
  for (const { from, to, cases, newcomers, catalogue, champion, methods } of windows) {
    const span = from === null ? 'last step of each user' : `${from} to ${to ?? ''} (${protocol})`;
    lines.push(
      '',
      `${span}: ${cases.toString()} users, ${catalogue.toString()} items, ${seeds.length.toString()} seeds; ${newcomers.toString()} newcomers left out`,
    );
    for (const mode of ['all', 'new'] as const)
      lines.push(` ${modes[mode]}; champion: ${champion[mode]}`, head, ...methods[mode].map(methodLine));
  }
  lines.push('', `All windows together: ratio of means with its paired 95 % interval`);
  for (const mode of ['all', 'new'] as const)
    lines.push(` ${modes[mode]}`, ...comparisons.filter((each) => each.mode === mode).map(comparisonLine));
  return `${lines.join('\n')}\n`;
};
