import { suite } from '../document-store/measure.js';
import { readRows, sizeRows, writeRows } from '../document-store/rows.js';
import { startServer, type ServerUnderTest } from '../document-store/server-under-test.js';
import type { Row } from '../result.js';
import { temporaryFolder } from '../running/shop.js';
import type { Suite } from './suite.js';

type Measure = (folder: string, scale: number) => Promise<readonly Row[]>;

const served =
  (measure: (server: ServerUnderTest, scale: number) => Promise<readonly Row[]>): Measure =>
  async (folder, scale) => {
    const server = await startServer(folder);
    try {
      return await measure(server, scale);
    } finally {
      await server.end('SIGTERM');
    }
  };

const groups: readonly { readonly name: string; readonly measure: Measure }[] = [
  { name: 'reads of 100,000 documents', measure: served(readRows) },
  { name: 'writes', measure: served(writeRows) },
  { name: 'size of 1,000,000 documents', measure: sizeRows },
];

/** What the document store does in a second, through the official driver, and what it takes for it. */
export const documentStoreSuite: Suite = {
  name: suite,
  about: 'reads, writes and size of the document store through the official driver, its server in a process of its own',
  run: async ({ rows: word = '', scale, say }) => {
    const chosen = groups.filter(({ name }) => name.includes(word));
    if (chosen.length === 0)
      throw new Error(`no rows hold "${word}"; there are: ${groups.map(({ name }) => name).join('; ')}`);
    const rows: Row[] = [];
    for (const { name, measure } of chosen) {
      say(`measuring: ${name}`);
      const folder = temporaryFolder();
      try {
        rows.push(...(await measure(folder.path, scale)));
      } finally {
        folder.remove();
      }
    }
    return rows;
  },
};
