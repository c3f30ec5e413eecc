import { Command } from 'commander';
import { runCheck } from '../maintenance/run-task.js';
import type { Finding } from '../maintenance/finding.js';
import { counted, fail, print } from './report.js';

type Options = { data: string; json: boolean };

/** `document-store check --data DIR`: reads everything; exit code 0 where all is well, 1 where something was found. */
export function checkCommand(): Command {
  return new Command('check')
    .description('read a whole data folder and name everything in it that is wrong; changes nothing')
    .requiredOption(
      '--data <folder>',
      'the data folder, whose server does not run; of one that serves make a backup, which is checked',
    )
    .option('--json', 'print the report as JSON', false)
    .allowExcessArguments(false)
    .action(async ({ data, json }: Options) => {
      try {
        const report = await runCheck(data);
        const lines = report.findings.map((finding) => `${line(finding)}\n`).join('');
        const held = `${counted(report.documents, 'document')} in ${counted(report.collections, 'collection')}, ${counted(report.entries, 'index entry', 'index entries')}`;
        const sum = report.found === 0 ? 'nothing is wrong' : counted(report.found, 'finding');
        print(json, `${lines}${held}: ${sum}`, report);
        if (report.found > 0) process.exitCode = 1;
      } catch (error) {
        fail(json, error);
      }
    });
}

function line({ kind, where, what }: Finding): string {
  return `${kind}: ${where}: ${what}`;
}
