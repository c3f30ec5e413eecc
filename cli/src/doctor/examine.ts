import { dataFolder } from '../shop/data-folder.js';
import { runningShop } from '../shop/run-file.js';
import { checkFolder, checkNode, checkPorts } from './check-machine.js';
import { checkServices, checkStores } from './check-shop.js';
import { note, type Finding } from './finding.js';

/** Looks at everything that a shop on this folder needs. */
export const examine = async (root: string): Promise<readonly Finding[]> => {
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
