import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Db } from 'mongodb';
import type { ImportReport } from 'storefold';
import { ProcessWatch, type Used } from '../process-watch.js';
import { runImport } from '../running/import.js';
import { startShop, temporaryFolder, type Shop } from '../running/shop.js';
import { compareWithReadModels, type Comparison } from './compare-sums.js';
import { compareDumps, dumpReadModels, type Dump } from './dump-read-models.js';
import { sumsOf } from './independent-sums.js';

export type CleanImport = {
  readonly report: ImportReport;
  readonly sums: Comparison & { readonly rows: number };
  readonly dump: Dump;
  /** From the command until the read models had followed. */
  readonly seconds: number;
  /** Of each process, by name. */
  readonly used: ReadonlyMap<string, Used>;
};

const withReadModels = async <Result>(shop: Shop, use: (db: Db) => Promise<Result>): Promise<Result> => {
  const client = await MongoClient.connect(shop.run().urls['document-store'] ?? '');
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
};

const inEmptyShop = async <Result>(use: (shop: Shop) => Promise<Result>): Promise<Result> => {
  const folder = temporaryFolder();
  try {
    const shop = await startShop(folder.path, ['--empty']);
    try {
      return await use(shop);
    } finally {
      await shop.stop();
    }
  } finally {
    folder.remove();
  }
};

/** Imports a file into an empty shop and compares what the read models say with the file itself. */
export const importCleanly = (file: string, say: (line: string) => void): Promise<CleanImport> =>
  inEmptyShop(async (shop) => {
    const began = performance.now();
    const running = runImport(file, ['--data', shop.dataDir], say);
    const watch = new ProcessWatch(() => ({
      ...shop.run().pids,
      ...(running.pid === undefined ? {} : { importer: running.pid }),
    }));
    const { report, how } = await running.ended;
    const used = watch.end();
    const seconds = (performance.now() - began) / 1000;
    if (!report) throw new Error(`the import ended without a report (${how})`);
    const sums = await sumsOf(file);
    return withReadModels(shop, async (db) => ({
      ...{ report, seconds, used, dump: await dumpReadModels(db) },
      sums: { ...(await compareWithReadModels(db, sums)), rows: sums.rows },
    }));
  });

export type KilledImport = {
  /** How often the import was killed before it was through. */
  readonly kills: number;
  readonly differences: readonly string[];
};

/**
 * Imports a file into an empty shop, killing the import (SIGKILL) at random moments and running it again, and every
 * third time the projections with it; then compares the read models with those of a clean run.
 *
 * @param random from 0 to 1, not included
 */
export const importUnderKills = (
  file: string,
  kills: number,
  clean: Pick<CleanImport, 'dump' | 'seconds'>,
  say: (line: string) => void,
  random: () => number,
): Promise<KilledImport> =>
  inEmptyShop(async (shop) => {
    let killed = 0;
    for (;;) {
      const running = runImport(file, ['--data', shop.dataDir], say);
      // So long that the kills fall all over the import, the reading of the file included, and that it is not through
      // before the last of them.
      const patience = (clean.seconds * 1000 * (0.05 + 1.4 * random())) / (kills + 1);
      const end =
        killed < kills ? await Promise.race([running.ended, sleep(patience, undefined)]) : await running.ended;
      if (!end) {
        running.kill();
        await running.ended;
        killed++;
        say(`killed ${killed.toString()} of ${kills.toString()}, after ${(patience / 1000).toFixed(1)} s`);
        const projections = shop.run().pids['projections'];
        if (killed % 3 === 0 && projections !== undefined) process.kill(projections, 'SIGKILL');
        continue;
      }
      if (!end.report) throw new Error(`the import ended without a report: ${end.how}`);
      const dump = await withReadModels(shop, dumpReadModels);
      return { kills: killed, differences: compareDumps(clean.dump, dump) };
    }
  });
