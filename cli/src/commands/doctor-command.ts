import type { Command } from 'commander';
import type { Finding } from '../doctor/finding.js';
import { dataRoot } from '../shop/data-folder.js';

const signs: Readonly<Record<Finding['state'], string>> = { well: 'ok      ', note: 'note    ', problem: 'PROBLEM ' };

/** `storefold doctor`: looks at everything a shop on this machine needs, and says what to do. */
export const addDoctorCommand = (program: Command): void => {
  program
    .command('doctor')
    .description(
      'Looks at Node, ports, data folder, disk, keys, stores, services and read models, and says what to do. Exit code 1 when it found a problem.',
    )
    .option('--data <folder>', 'data folder of the shop (default: STOREFOLD_DATA, else ./var)')
    .option('--json', 'print the findings as JSON', false)
    .action(async ({ data, json }: { readonly data?: string; readonly json: boolean }) => {
      const { examine } = await import('../doctor/examine.js');
      const findings = await examine(dataRoot(data));
      process.stdout.write(
        json
          ? `${JSON.stringify({ findings })}\n`
          : findings.map(({ check, state, says }) => `${signs[state]}${check}: ${says}\n`).join(''),
      );
      process.exitCode = findings.some(({ state }) => state === 'problem') ? 1 : 0;
    });
};
