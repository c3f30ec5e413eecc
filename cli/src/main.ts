import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { addDeadLettersCommand } from './commands/dead-letters-command.js';
import { addDoctorCommand } from './commands/doctor-command.js';
import { addImportCommand } from './commands/import-command.js';
import { addProjectionsCommand } from './commands/projections-command.js';
import { addStaffCommand } from './commands/staff-command.js';
import { addStartCommand } from './commands/start-command.js';
import { addRecommenderCommand } from './recommender/recommender-command.js';

// Whoever reads us may go away (`| head`): no reason to drop everything and leave services behind.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

// Each command loads the clients of the stores when it acts: `--help` and a wrong option are answered at once.
const program = new Command('storefold')
  .description('Storefold: an online shop whose only truth is its event history.')
  .version(version)
  .showHelpAfterError('(add --help for what there is)');
const commands = [
  ...[addStartCommand, addImportCommand, addDoctorCommand, addStaffCommand],
  ...[addProjectionsCommand, addDeadLettersCommand, addRecommenderCommand],
];
for (const add of commands) add(program);

// Exit codes: 0 done, 1 found a problem, 2 wrong usage. Commander ends with 1 where it should be 2.
const strict = (command: Command): void => {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const each of command.commands) strict(each);
};
strict(program);

await program.parseAsync();
