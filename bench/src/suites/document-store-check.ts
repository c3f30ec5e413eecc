import { surviveKills, temporaryFolder } from '@storefold/document-store/testing';
import { exactly, figure, type Row } from '../result.js';
import type { Suite } from './suite.js';

const suite = 'document-store';
const KILLS = 200;

type Check = {
  readonly name: string;
  readonly run: (scale: number, seed: number, say: (line: string) => void) => Promise<readonly Row[]>;
};

const kills: Check = {
  name: 'kills under load',
  run: async (scale, seed, say) => {
    const { dir, remove } = await temporaryFolder();
    const wanted = Math.ceil(KILLS * scale);
    const report = await surviveKills(dir, wanted, seed, say);
    await remove();
    for (const wrong of report.wrong.slice(0, 20)) say(wrong);
    return [
      exactly(suite, 'kills under the load of 8 writers', report.kills, 'kills', wanted),
      figure(suite, 'writes that were acknowledged', report.acknowledged, 'writes'),
      figure(suite, 'writes whose answer a kill took, sent again', report.sentAgain, 'writes'),
      figure(suite, 'writes whose outcome stayed open', report.unknown, 'writes'),
      exactly(suite, 'writes lost, doubled or halved, and findings of check', report.wrong.length, 'faults', 0),
    ];
  },
};

/** What must hold whatever happens: the specs of the document store, at length. */
export const documentStoreCheck: Suite = {
  name: suite,
  about: 'the document store under 200 kills',
  run: async ({ rows: word = '', scale, seed = Date.now() % 1_000_000, say }) => {
    say(`seed ${seed.toString()}; --seed repeats it`);
    const rows: Row[] = [];
    for (const check of [kills].filter(({ name }) => name.includes(word))) {
      say(`checking: ${check.name}`);
      rows.push(...(await check.run(scale, seed, say)));
    }
    return rows;
  },
};
