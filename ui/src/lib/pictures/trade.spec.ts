import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { expect } from 'chai';
import { drawPicture } from './draw-picture.js';
import { readTitle } from './read-title.js';
import { faultIn } from './testing/well-formed.js';

/** Two years of a gift shop's order lines (Online Retail II, UCI), where they lie beside the repository. */
const trade = fileURLToPath(new URL('../../../../../shared/data/online-retail-ii.csv.gz', import.meta.url));

/** The third field of a line of CSV: the title, which may be quoted. */
const titleIn = (line: string): string => {
  const [, quoted, bare] = /^[^,]*,[^,]*,(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line) ?? [];
  return (quoted?.replaceAll('""', '"') ?? bare ?? '').trim();
};

/** How many order lines each title has. */
const titlesOfTheTrade = async (): Promise<ReadonlyMap<string, number>> => {
  const lines = createInterface({ input: createReadStream(trade).pipe(createGunzip()), crlfDelay: Infinity });
  const counts = new Map<string, number>();
  for await (const line of lines) counts.set(titleIn(line), (counts.get(titleIn(line)) ?? 0) + 1);
  return counts;
};

describe('pictures of two years of trade', () => {
  let titles: ReadonlyMap<string, number> = new Map();

  before(async function () {
    if (!existsSync(trade)) {
      process.stdout.write(`  skipped: there is no ${trade}\n`);
      this.skip();
    }
    titles = await titlesOfTheTrade();
  });

  it('have goods of their own for nine order lines in ten', () => {
    let lines = 0;
    let read = 0;
    for (const [title, count] of titles) {
      lines += count;
      if (readTitle(title).shape !== undefined) read += count;
    }
    expect(lines).to.be.greaterThan(1_000_000);
    expect(read / lines).to.be.at.least(0.9);
  });

  it('are each well-formed and below 8 kB', () => {
    const faults = [...titles.keys()].flatMap((title) => {
      const svg = drawPicture({ sku: title.slice(0, 6), title });
      const fault = faultIn(svg) ?? (Buffer.byteLength(svg) > 8_192 ? 'too large' : undefined);
      return fault === undefined ? [] : [`${title}: ${fault}`];
    });
    expect(faults).to.deep.equal([]);
  });
});
