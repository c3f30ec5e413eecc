import type { Command } from 'commander';
import { reportText } from '../online-retail/report-text.js';
import { fail, messageOf } from '../terminal/failure.js';
import { progressView } from '../terminal/progress.js';
import { secondsOption } from './options.js';
import type { ImportCommandOptions } from './run-import.js';

/** `storefold import`: brings another shop's history into this one. */
export const addImportCommand = (program: Command): void => {
  const group = program
    .command('import')
    .description('Brings history from elsewhere into the shop, through its own commands.');
  group
    .command('online-retail <file>')
    .description(
      'Imports the UCI Online Retail II history (.csv or .csv.gz) into the shop that runs on the data folder, or into its stores when none runs. It may be stopped at any time: the same command goes on. Exit code 1 also where rows were left out.',
    )
    .option('--data <folder>', 'data folder of the shop (default: STOREFOLD_DATA, else ./var)')
    .option('--event-store-url <url>', 'import into this event store instead')
    .option('--read-models-url <url>', 'where its read models are, to wait for them')
    .option('--strict', 'stop at the first bad row, before anything is written', false)
    .option(
      '--patience <seconds>',
      'how long to try again while the event store is away or takes nothing',
      secondsOption,
      60,
    )
    .option('--no-wait', 'do not wait until the read models have followed')
    .option('--json', 'print the report as JSON', false)
    .action(async (file: string, options: ImportCommandOptions) => {
      const view = progressView(options.json ? false : undefined);
      try {
        const { runImport } = await import('./run-import.js');
        const report = await runImport(file, options, view);
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report));
        process.exitCode = report.rows.leftOut.length > 0 || !report.rows.addUp ? 1 : 0;
      } catch (error) {
        view.end();
        fail(messageOf(error), options.json);
      }
    });
};
