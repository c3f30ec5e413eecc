import { join } from 'node:path';
import { startProcess } from '@storefold/event-store/testing';
import { ProcessWatch } from '../process-watch.js';
import { atMost, figure, type Row } from '../result.js';
import { fromNothing } from '../running/empty-recommender.js';
import { runImport } from '../running/import.js';
import { wholeFile } from '../running/paths.js';
import { startShop, temporaryFolder } from '../running/shop.js';
import type { Suite } from './suite.js';

const suite = 'import';
const MOST_SECONDS = 600;
const AIM_SECONDS = 300;
const MOST_MEGABYTES = 600;
const MOST_SECONDS_TO_RECOMMEND = 120;
const SOLD_OFTEN = '85123A';

const firstRecommendation = async (dataDir: string): Promise<Row> => {
  const store = await startProcess(join(dataDir, 'event-store'));
  try {
    const seconds = await fromNothing(store.url, join(dataDir, 'keys', 'session.key'), SOLD_OFTEN);
    const what = 'a recommender that knows nothing, from its start to recommending by all of the log';
    return atMost(suite, what, seconds, 's', MOST_SECONDS_TO_RECOMMEND);
  } finally {
    await store.kill('SIGTERM');
  }
};

/** The whole file into a whole shop that runs, until every read model has followed. */
export const importSuite: Suite = {
  name: suite,
  about: 'imports the whole Online Retail II file into a running shop, projections following',
  run: async ({ file, say }) => {
    const folder = temporaryFolder();
    const shop = await startShop(folder.path, ['--empty']);
    try {
      say(`the shop is open after ${shop.startSeconds.toFixed(1)} s; importing`);
      const began = performance.now();
      const running = runImport(wholeFile(file), ['--data', folder.path], say);
      const watch = new ProcessWatch(() => ({
        ...shop.run().pids,
        ...(running.pid === undefined ? {} : { importer: running.pid }),
      }));
      const { report, how } = await running.ended;
      const seconds = (performance.now() - began) / 1000;
      const used = watch.end();
      if (!report) throw new Error(`the import ended without a report (${how})`);
      if (report.seconds.readModels === null) throw new Error('the read models did not follow');
      const rows: Row[] = [
        atMost(suite, 'whole file, until the read models had followed', seconds, 's', MOST_SECONDS),
        atMost(suite, 'the same, against the aim', seconds, 's', AIM_SECONDS),
        figure(suite, 'reading the file through first', report.seconds.reading, 's'),
        figure(suite, 'carrying out its commands', report.seconds.importing, 's'),
        figure(suite, 'waiting for the read models after that', report.seconds.readModels, 's'),
        figure(suite, 'events appended', report.events.appended, 'events'),
        figure(suite, 'events per second', report.events.appended / seconds, 'events/s'),
      ];
      for (const [name, { megabytes }] of used)
        rows.push(atMost(suite, `memory of ${name}`, megabytes, 'MB', MOST_MEGABYTES));
      for (const [name, { cpuSeconds }] of used) rows.push(figure(suite, `processor time of ${name}`, cpuSeconds, 's'));
      say('starting a recommender that knows nothing, on the whole log');
      // Without the shop, whose own recommender begins to train about now.
      await shop.stop();
      rows.push(await firstRecommendation(folder.path));
      return rows;
    } finally {
      await shop.stop();
      folder.remove();
    }
  },
};
