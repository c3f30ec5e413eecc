import { expect } from 'chai';
import { surviveKills } from './testing/kills/under-kills.js';
import { temporaryFolder } from './testing/store.js';

describe('a server that is killed again and again under the load of eight writers', () => {
  it('has every acknowledged write whole and once, and indexes that agree with the documents', async function () {
    this.timeout(120_000);
    const { dir, remove } = await temporaryFolder();
    try {
      const report = await surviveKills(dir, 10, 20_261);
      expect(report.wrong).to.deep.equal([]);
      expect(report.acknowledged).to.be.above(200);
      // Kills met writes whose answer was on its way, or nothing was proven.
      expect(report.sentAgain).to.be.above(0);
    } finally {
      await remove();
    }
  });
});
