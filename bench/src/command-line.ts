import { Command, InvalidArgumentError } from 'commander';
import { busyHints } from './quiet-machine.js';
import { table } from './result.js';
import type { Suite } from './suites/suite.js';

type Options = {
  readonly list: boolean;
  readonly json: boolean;
  readonly file?: string;
  readonly rows?: string;
  readonly scale: number;
  readonly seed?: number;
};

const aboveZero = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number above zero');
  return value;
};

/** The command line of a set of suites. Exit code 0 when every target is met, 1 when one is missed, 2 for wrong usage. */
export const runSuites = async (name: string, description: string, suites: readonly Suite[]): Promise<void> => {
  const program = new Command(name)
    .description(description)
    .argument('[suite...]', 'which; none: all')
    .option('--list', 'name the suites', false)
    .option('--json', 'one JSON object per figure', false)
    .option('--file <path>', 'Online Retail II as .csv or .csv.gz (default: ../shared/data)')
    .option('--rows <word>', 'only rows that hold the word (the stores)')
    .option('--scale <share>', 'share of the full work, such as 0.1 (the stores)', aboveZero, 1)
    .option('--seed <number>', 'repeats what chance decided (event-store, check:long)', aboveZero)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  program.parse();
  const { list, json, file, rows: word, scale, seed } = program.opts<Options>();
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
    const rows = await suite.run({ file, rows: word, scale, seed, say });
    console.log(json ? rows.map((row) => JSON.stringify(row)).join('\n') : `\n${table(rows)}`);
    for (const hint of hints) say(`not a quiet machine: ${hint}`);
    if (rows.some(({ meets }) => meets === false)) process.exitCode = 1;
  }
};
