import { Command } from 'commander';
import { backupCommand } from './command-line/backup-command.js';
import { checkCommand } from './command-line/check-command.js';
import { serveCommand } from './command-line/serve-command.js';

/** Exit codes: 0 done, 1 found a problem or could not do it, 2 wrong usage. */
const program = new Command('document-store').description(
  "An embedded, durable document store that speaks MongoDB's wire protocol, for one machine.",
);
for (const command of [serveCommand(), checkCommand(), backupCommand()])
  program.addCommand(command, { isDefault: command.name() === 'serve' });
for (const command of [program, ...program.commands])
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

await program.parseAsync();
