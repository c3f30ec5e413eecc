import type { Command } from 'commander';
import { dataRoot } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';
import { fail, messageOf } from '../terminal/failure.js';

type Options = { readonly data?: string; readonly json: boolean };

/** `storefold staff`: for who has the machine and lost a password. */
export const addStaffCommand = (program: Command): void => {
  const staff = program.command('staff').description('Members of staff of the shop that runs on the data folder.');
  staff
    .command('reset-password <login>')
    .description('Gives a member of staff a new password, shows it once, and ends a lock.')
    .option('--data <folder>', 'data folder of the shop (default: STOREFOLD_DATA, else ./var)')
    .option('--json', 'print {"login","password"} as JSON', false)
    .action(async (login: string, { data, json }: Options) => {
      const root = dataRoot(data);
      const run = runningShop(root);
      const eventStoreUrl = run?.urls['event-store'];
      if (!run || eventStoreUrl === undefined) {
        fail(`no shop runs on ${root}; start it first with: storefold start --data ${root}`, json);
        return;
      }
      try {
        const [{ resetStaffPassword }, { createLogger }] = await Promise.all([
          import('@storefold/command-side'),
          import('@storefold/platform'),
        ]);
        const password = await resetStaffPassword({
          ...{ eventStoreUrl, keystoreUrl: run.keystoreUrl, login },
          logger: createLogger('staff', 'warn', process.stderr),
        });
        if (password === undefined) fail(`nobody on the staff has the login ${login}`, json);
        else
          process.stdout.write(
            json ? `${JSON.stringify({ login, password })}\n` : `login:    ${login}\npassword: ${password}\n`,
          );
      } catch (error) {
        fail(messageOf(error), json);
      }
    });
};
