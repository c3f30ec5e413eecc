import { Command } from 'commander';
import { backUp } from '../maintenance/backup.js';
import { counted, fail, print } from './report.js';

/** `event-store backup TARGET --data DIR`: a consistent copy, while the server runs or not. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('copy a data folder, also while its server runs; every frame is checked on the way')
    .argument('<target>', 'a new folder; start an event store on it to have the events back')
    .requiredOption('--data <folder>', 'the data folder to copy')
    .option('--json', 'print the report as JSON', false)
    .action((target: string, { data, json }: { readonly data: string; readonly json: boolean }) => {
      try {
        const report = backUp(data, target);
        const size = `${counted(report.segments, 'segment')}, ${counted(report.bytes, 'byte')}`;
        print(json, `copied to ${target}: ${size}; the log ends at ${report.end.toString()}`, report);
      } catch (error) {
        fail(json, error);
      }
    });
