import { race } from '../checkout/race.js';
import { exactly, figure, type Row } from '../result.js';
import { commandSideSpec } from '../running/paths.js';
import { runSpecAtLength } from '../running/spec.js';
import { startShop, temporaryFolder } from '../running/shop.js';
import type { Suite } from './suite.js';

const suite = 'checkout';
const SEEDS = 50;

type Say = (line: string) => void;

/** The same race for fifty seeds, in one shop that runs. */
const races = async (scale: number, first: number, say: Say): Promise<readonly Row[]> => {
  const folder = temporaryFolder();
  const shop = await startShop(folder.path, ['--empty']);
  let [orders, sold, faults] = [0, 0, 0];
  const seeds = Math.max(1, Math.round(SEEDS * scale));
  try {
    for (let seed = first; seed < first + seeds; seed++) {
      const one = await race(shop, seed);
      say(`seed ${seed.toString()}: ${one.sold.toString()} sold, ${one.seconds.toFixed(1)} s`);
      for (const fault of one.faults.slice(0, 5)) say(fault);
      orders += one.orders;
      sold += one.sold;
      faults += one.faults.length;
    }
  } finally {
    await shop.stop();
    folder.remove();
  }
  return [
    figure(suite, 'orders of 1,000 buyers who race for 100 pieces', orders, 'orders'),
    exactly(suite, 'pieces sold', sold, 'pieces', 100 * seeds),
    exactly(suite, 'sold twice, left unsold, or refused without need', faults, 'faults', 0),
  ];
};

const atLength = async (path: string, what: string, variable: string, runs: number, say: Say): Promise<Row> =>
  exactly(suite, what, (await runSpecAtLength(commandSideSpec(path), variable, runs, say)) ? 0 : 1, 'found', 0);

/** Whether every order ends as it should, whatever happens on the way. */
export const checkoutCheck: Suite = {
  name: suite,
  about: 'races for few pieces, interleavings of checkouts with deaths and time, lives of a shelf',
  run: async ({ rows: word = '', scale, seed = 1, say }) => {
    const rows: Row[] = [];
    const chosen = (name: string): boolean => name.includes(word);
    if (chosen('races')) rows.push(...(await races(scale, seed, say)));
    if (chosen('interleavings')) {
      const runs = Math.round(50_000 * scale);
      const path = 'processes/checkout-interleavings.spec';
      rows.push(
        figure(suite, 'interleavings tried', runs, 'runs'),
        await atLength(path, 'orders that ended otherwise', 'CHECKOUT_INTERLEAVINGS', runs, say),
      );
    }
    if (chosen('lives')) {
      const runs = Math.round(200_000 * scale);
      rows.push(
        figure(suite, 'lives of a shelf', runs, 'lives'),
        await atLength('inventory/stock-lifecycles.spec', 'lives with a fault', 'STOCK_LIFECYCLES', runs, say),
      );
    }
    return rows;
  },
};
