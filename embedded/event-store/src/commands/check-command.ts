import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { checkLog, type Finding } from '../maintenance/check-log.js';
import { counted, fail, print } from './report.js';

/** `event-store check --data DIR`: reads everything; exit code 0 where all is well, 1 where something was found. */
export const checkCommand = (): Command =>
  new Command('check')
    .description('read a whole data folder and name everything in it that is damaged; changes nothing')
    .requiredOption('--data <folder>', 'the data folder; its server may run')
    .option('--json', 'print the report as JSON', false)
    .action(({ data, json }: { readonly data: string; readonly json: boolean }) => {
      const folder = join(data, 'log');
      if (!existsSync(folder)) {
        fail(json, `${data} holds no event log; give the data folder of an event store`);
        return;
      }
      try {
        const report = checkLog(folder);
        const of = `${counted(report.events, 'event')} in ${counted(report.segments, 'segment')}`;
        const found = report.findings.map((finding) => `${line(finding)}\n`).join('');
        const sum = found === '' ? 'nothing is wrong' : counted(report.findings.length, 'finding');
        print(json, `${found}${of}: ${sum}`, report);
        if (report.findings.length > 0) process.exitCode = 1;
      } catch (error) {
        fail(json, error);
      }
    });

const line = ({ file, offset, kind, what }: Finding): string =>
  `${kind}: ${file}${offset === undefined ? '' : ` at offset ${offset.toString()}`}: ${what}`;
