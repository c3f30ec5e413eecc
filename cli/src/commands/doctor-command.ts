import type { Command } from 'commander';
import { checkFolder, checkNode, checkPorts } from '../doctor/check-machine.js';
import { checkServices, checkStores } from '../doctor/check-shop.js';
import { note, type Finding } from '../doctor/finding.js';
import { dataFolder, dataRoot } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';

const signs: Readonly<Record<Finding['state'], string>> = { well: 'ok      ', note: 'note    ', problem: 'PROBLEM ' };

const examine = async (root: string): Promise<readonly Finding[]> => {
  const run = runningShop(root);
  const machine = [checkNode(process.versions.node), ...checkFolder(dataFolder(root))];
  if (!run)
    return [
      ...machine,
      note('shop', 'does not run on this folder; start it with: storefold start'),
      ...(await checkPorts()),
    ];
  const [stores, services] = await Promise.all([checkStores(run), checkServices(run)]);
  return [...machine, ...stores, ...services];
};

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
      const findings = await examine(dataRoot(data));
      process.stdout.write(
        json
          ? `${JSON.stringify({ findings })}\n`
          : findings.map(({ check, state, says }) => `${signs[state]}${check}: ${says}\n`).join(''),
      );
      process.exitCode = findings.some(({ state }) => state === 'problem') ? 1 : 0;
    });
};
