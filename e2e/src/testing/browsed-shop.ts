import type { Browser } from 'playwright-core';
import { Visitor } from './api.js';
import { findChromium, launchBrowser } from './browser.js';
import { startShop, type Shop } from './shop.js';

/** A shop that runs, a browser before it, and its administrator, who is signed in. */
export type BrowsedShop = { readonly shop: Shop; readonly browser: Browser; readonly staff: Visitor };

/**
 * Starts a shop and a browser before the specs of a suite, and ends both after them. Where there is no browser the suite is
 * skipped, and says so.
 *
 * @param fill what the shop is to hold
 * @param args of `storefold start`. @default a shop without the sample
 * @param env settings of its services
 * @returns what runs, to be asked for within a spec
 */
export const browsedShop = (
  fill: (running: BrowsedShop) => Promise<void>,
  args: readonly string[] = ['--empty'],
  env: Readonly<Record<string, string>> = {},
): (() => BrowsedShop) => {
  let running: BrowsedShop | undefined;
  const started = (): BrowsedShop => {
    if (!running) throw new Error('the shop did not start');
    return running;
  };
  before(async function () {
    const chromium = findChromium();
    if ('missing' in chromium) {
      console.log(`    skipped: ${chromium.missing}`);
      this.skip();
    }
    const browser = await launchBrowser(chromium.path);
    const shop = await startShop(args, env);
    running = { shop, browser, staff: new Visitor(`${shop.url}/api`) };
    await running.staff.must('POST', '/access/staff-sessions', shop.administrator);
    await fill(running);
  });
  after(async () => {
    await running?.browser.close();
    await running?.shop.stop();
  });
  return started;
};
