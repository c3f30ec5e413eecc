import { expect } from 'chai';
import { startShop, temporaryFolder, type Shop } from '../running/shop.js';
import { race } from './race.js';

describe('a thousand buyers who want a hundred pieces, in a shop that runs', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  let shop: Shop;

  before(async () => {
    shop = await startShop(folder.path, ['--empty']);
  });
  after(async () => {
    await shop.stop();
    folder.remove();
  });

  for (const seed of [1, 2])
    it(`get exactly a hundred, and nobody is refused who could have had one (seed ${seed.toString()})`, async () => {
      const { sold, orders, faults } = await race(shop, seed);
      expect(faults.slice(0, 5)).to.deep.equal([]);
      expect([orders, sold]).to.deep.equal([1_000, 100]);
    });
});
