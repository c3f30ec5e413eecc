import { importCleanly, importUnderKills } from '../checking/check-import.js';
import { atMost, exactly, figure } from '../result.js';
import { wholeFile } from '../running/paths.js';
import type { Suite } from './suite.js';

const suite = 'import';
const KILLS = 10;

/** The whole file: to the penny as the file says, and the same when it is killed on the way. */
export const importCheck: Suite = {
  name: suite,
  about: 'imports the whole file, compares with sums of the file itself, then again under ten kills',
  run: async ({ file: named, say }) => {
    const file = wholeFile(named);
    const clean = await importCleanly(file, say);
    for (const difference of clean.sums.differences.slice(0, 20)) say(difference);
    const killed = await importUnderKills(file, KILLS, clean, say, Math.random);
    for (const difference of killed.differences.slice(0, 20)) say(difference);
    return [
      atMost(suite, 'the clean import, until the read models had followed', clean.seconds, 's', 600),
      ...[...clean.used].map(([name, { megabytes }]) => atMost(suite, `memory of ${name}`, megabytes, 'MB', 600)),
      exactly(
        suite,
        'rows that the file has and the report accounts for',
        clean.report.rows.read,
        'rows',
        clean.sums.rows,
      ),
      figure(suite, 'sums compared with the file', clean.sums.compared, 'sums'),
      exactly(suite, 'sums that differ', clean.sums.differences.length, 'sums', 0),
      exactly(suite, 'kills on the way', killed.kills, 'kills', KILLS),
      exactly(suite, 'documents that differ after the kills', killed.differences.length, 'documents', 0),
    ];
  },
};
