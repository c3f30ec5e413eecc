import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, figure, type Row } from '../result.js';
import { cloneAndInstall } from '../running/clone.js';
import { npmStart, startShop, temporaryFolder } from '../running/shop.js';
import type { Suite } from './suite.js';

const suite = 'start';
const FRESH_CLONE_SECONDS = 120;
const WARM_SECONDS = 10;
const FILL_WITHIN_MS = 300_000;

/** Seconds until something is so, from now. */
const until = async (what: string, look: () => Promise<boolean>): Promise<number> => {
  const began = performance.now();
  while (!(await look().catch(() => false))) {
    if (performance.now() - began > FILL_WITHIN_MS) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
  return (performance.now() - began) / 1000;
};

const answers = async (url: string, accept: (body: string) => boolean): Promise<boolean> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return response.ok && accept(await response.text());
};

/** `npm start` in a fresh clone after `npm ci`: the build and the first start. */
const freshClone = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const folder = temporaryFolder();
  const data = temporaryFolder();
  try {
    say('cloning the last commit, and npm ci');
    if (!(await cloneAndInstall(`${folder.path}/clone`))) {
      say('this is no git repository: the start of a fresh clone is left out');
      return [];
    }
    const shop = await startShop(data.path, [], npmStart(`${folder.path}/clone`));
    try {
      const page = shop.storefrontSeconds;
      return [
        atMost(suite, 'npm start on a fresh clone, until the storefront answers', page, 's', FRESH_CLONE_SECONDS),
      ];
    } finally {
      await shop.stop();
    }
  } finally {
    data.remove();
    folder.remove();
  }
};

/** A shop from nothing, filled with the sample, and the same shop started again. */
export const startSuite: Suite = {
  name: suite,
  about: 'a fresh clone, a first start that fills the shop with the sample, and a warm start after it',
  run: async ({ say }) => {
    const folder = temporaryFolder();
    const rows: Row[] = [...(await freshClone(say))];
    try {
      const first = await startShop(folder.path);
      try {
        const page = first.storefrontSeconds;
        rows.push(figure(suite, 'first start, until the storefront answers', page, 's'));
        say(`the storefront answers after ${page.toFixed(1)} s; filling`);
        const products = await until('the first products', () =>
          answers(`${first.run().url}/api/shop/products?limit=1`, (body) => body.includes('"sku"')),
        );
        rows.push(figure(suite, 'then, until the first product is on the shelf', products, 's'));
        const log = `${folder.path}/imports`;
        const filled = await until('the filling to end', () => fillingEnded(log));
        rows.push(figure(suite, 'then, until the sample is imported', filled, 's'));
      } finally {
        await first.stop();
      }
      const warm = await startShop(folder.path);
      try {
        rows.push(
          atMost(suite, 'warm start, until the storefront answers', warm.storefrontSeconds, 's', WARM_SECONDS),
          figure(suite, 'warm start, until every service has read what it keeps', warm.startSeconds, 's'),
        );
      } finally {
        await warm.stop();
      }
      return rows;
    } finally {
      folder.remove();
    }
  },
};

const fillingEnded = async (folder: string): Promise<boolean> => {
  for (const name of await readdir(folder))
    if ((await readFile(`${folder}/${name}`, 'utf8')).includes('"finished":true')) return true;
  return false;
};
