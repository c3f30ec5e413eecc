import { Command } from 'commander';
import { runBackup } from '../maintenance/run-task.js';
import { counted, fail, print } from './report.js';

type Options = { data: string; json: boolean };

/** `document-store backup TARGET --data DIR`: a consistent copy, while the server runs or not. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('copy a data folder as it is at one moment, also while its server runs, and check the copy')
    .argument('<target>', 'a new folder; start a document store on it to have the documents back')
    .requiredOption('--data <folder>', 'the data folder to copy')
    .option('--json', 'print the report as JSON', false)
    .allowExcessArguments(false)
    .action(async (target: string, { data, json }: Options) => {
      try {
        const report = await runBackup(data, target);
        const held = `${counted(report.documents, 'document')} in ${counted(report.collections, 'collection')}`;
        print(json, `copied to ${target}: ${held}, ${counted(report.bytes, 'byte')}`, report);
      } catch (error) {
        fail(json, error);
      }
    });
}
