import { expect } from 'chai';
import { agreeWithModel } from './testing/model/against-model.js';
import { temporaryFolder } from './testing/store.js';

describe('a server beside a plain map', () => {
  it('tells the same in 400 random steps, through two kills', async () => {
    const { dir, remove } = await temporaryFolder();
    const report = await agreeWithModel(dir, 400, 180, 11);
    expect(report.wrong).to.deep.equal([]);
    expect(report).to.include({ steps: 400, kills: 2 });
    expect(report.transactions).to.be.above(5);
    await remove();
  }).timeout(60_000);
});
