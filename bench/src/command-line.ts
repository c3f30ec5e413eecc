import { Command } from 'commander';
import { busyHints } from './quiet-machine.js';
import { table } from './result.js';
import type { Suite } from './suites/suite.js';

type Options = { readonly list: boolean; readonly json: boolean; readonly file?: string };

/** The command line of a set of suites. Exit code 0 when every target is met, 1 when one is missed, 2 for wrong usage. */
export const runSuites = async (name: string, description: string, suites: readonly Suite[]): Promise<void> => {
  const program = new Command(name)
    .description(description)
    .argument('[suite...]', 'which; none: all')
    .option('--list', 'name the suites', false)
    .option('--json', 'one JSON object per figure', false)
    .option('--file <path>', 'Online Retail II as .csv or .csv.gz (default: ../shared/data)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  program.parse();
  const { list, json, file } = program.opts<Options>();
  if (list) {
    for (const suite of suites) console.log(`${suite.name.padEnd(12)} ${suite.about}`);
    return;
  }
  const unknown = program.args.find((asked) => !suites.some((suite) => suite.name === asked));
  if (unknown !== undefined) program.error(`there is no suite ${unknown}; see --list`);

  const say = (line: string): void => {
    process.stderr.write(line.endsWith('\n') ? line : `${line}\n`);
  };
  for (const suite of suites.filter((one) => program.args.length === 0 || program.args.includes(one.name))) {
    const hints = await busyHints();
    say(`${suite.name}: ${suite.about}`);
    const rows = await suite.run({ file, say });
    console.log(json ? rows.map((row) => JSON.stringify(row)).join('\n') : `\n${table(rows)}`);
    for (const hint of hints) say(`not a quiet machine: ${hint}`);
    if (rows.some(({ meets }) => meets === false)) process.exitCode = 1;
  }
};
