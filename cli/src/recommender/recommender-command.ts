import type { Command } from 'commander';
import { countOption, daysOption, memoryOption, secondsOption } from '../commands/options.js';
import { fail, messageOf } from '../terminal/failure.js';
import { progressView } from '../terminal/progress.js';
import { addModelsCommands } from './models-commands.js';
import type { EvaluateCommandOptions } from './run-evaluate.js';
import type { TrainCommandOptions } from './run-train.js';

/** `storefold recommender`: trains and measures what recommends. */
export const addRecommenderCommand = (program: Command): void => {
  const group = program.command('recommender').description('Trains the recommender, and measures it.');
  addEvaluate(group);
  addTrain(group);
  addShow(group);
  addModelsCommands(group);
};

const addEvaluate = (group: Command): void => {
  group
    .command('evaluate')
    .description(
      'Measures the model and the simple methods of the field on a file of interactions: user,item[,time][,basket][,title] or the raw Online Retail II (.csv or .csv.gz). Tuning is part of each training and sees nothing of the test.',
    )
    .requiredOption('--file <path>', 'the interactions')
    .option('--seeds <count>', 'trainings per window, each with another seed', countOption, 5)
    .option('--months <count>', 'test windows, the newest first', countOption, 1)
    .option('--window-days <days>', 'length of a window (default: 28, or a fifth of a short history)', daysOption)
    .option('--html <path>', 'write a page with plots')
    .option('--strict', 'stop at the first bad row', false)
    .option('--json', 'print the report as JSON', false)
    .action(async (options: EvaluateCommandOptions) => {
      const view = progressView(options.json ? false : undefined);
      try {
        const [{ runEvaluate }, { evaluationText }] = await Promise.all([
          import('./run-evaluate.js'),
          import('./evaluation-text.js'),
        ]);
        const report = await runEvaluate(options, view);
        const { rows, badRows, users, items, seconds } = report;
        process.stdout.write(
          options.json
            ? `${JSON.stringify(report)}\n`
            : `${rows.used.toString()} of ${rows.read.toString()} rows, ${users.toString()} users, ${items.toString()} items; ${seconds.toFixed(1)} s\n` +
                badRows.map(({ row, fault }) => `row ${row.toString()} left out: ${fault}\n`).join('') +
                (rows.bad > badRows.length ? `${rows.bad.toString()} bad rows in all\n` : '') +
                evaluationText(report.evaluation),
        );
      } catch (error) {
        view.end();
        fail(messageOf(error), options.json);
      }
    });
};

const addTrain = (group: Command): void => {
  group
    .command('train')
    .description(
      'Trains on the log of a shop or on a file of interactions, and writes a model file. The same log prefix or file, seed and code give the same bytes. A training that is stopped or fails leaves the old file as it was.',
    )
    .option('--file <path>', 'the interactions')
    .option('--event-store-url <url>', 'the log of a shop that runs, instead of a file')
    .requiredOption('--out <path>', 'where the model goes')
    .option('--seed <number>', 'seed of the training', countOption, 1)
    .option('--warm-from <model>', 'a model file to go on from, in a small part of the time (default: from nothing)')
    .option('--timeout <seconds>', 'stop a training that takes longer', secondsOption, 1_200)
    .option('--memory <mb>', 'memory for the objects of the training', memoryOption, 2_048)
    .option('--strict', 'stop at the first bad row', false)
    .option('--json', 'print the report as JSON', false)
    .action(async (options: TrainCommandOptions) => {
      const view = progressView(options.json ? false : undefined);
      try {
        const [{ runTrain }, { modelText }] = await Promise.all([import('./run-train.js'), import('./model-text.js')]);
        const report = await runTrain(options, view);
        view.end();
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : modelText(report));
      } catch (error) {
        view.end();
        fail(messageOf(error), options.json);
      }
    });
};

const addShow = (group: Command): void => {
  group
    .command('show <model>')
    .description(
      'Checks a model file and says what determined it and how well it did. Exit code 1 when it cannot be used.',
    )
    .option('--json', 'print it as JSON', false)
    .action(async (path: string, { json }: { readonly json: boolean }) => {
      try {
        const [{ describeModel }, { modelText }] = await Promise.all([
          import('./run-train.js'),
          import('./model-text.js'),
        ]);
        const report = describeModel(path);
        process.stdout.write(json ? `${JSON.stringify(report)}\n` : modelText(report));
      } catch (error) {
        fail(messageOf(error), json);
      }
    });
};
