import { expect } from 'chai';
import { runCheck } from '../maintenance/run-task.js';
import { surviveFuzz } from '../testing/fuzz/under-fuzz.js';
import { runStore, temporaryFolder } from '../testing/store.js';

describe('a server that is sent broken messages', () => {
  it('answers or closes, does not stumble, keeps nothing, and harms no other client: 20,000 of them', async () => {
    const { dir, remove } = await temporaryFolder();
    const server = await runStore(['--data', dir, '--port', '0']);
    try {
      const report = await surviveFuzz(server, 20_000, 7);
      expect(report.wrong.slice(0, 5)).to.deep.equal([]);
      expect(report.frames).to.equal(20_000);
      // Most came through whole enough to be answered, so the messages were looked at.
      expect(report.outcomes.answered).to.be.above(5_000);
      expect(report.outcomes.closed).to.be.above(2_000);
      expect(report.bystanderWrites).to.be.above(50);
      expect(report.after.sockets - report.before.sockets).to.be.below(10);
      expect(report.after.cursors).to.be.below(20);
      expect(report.after.megabytes - report.warm.megabytes).to.be.below(80);
    } finally {
      server.child.kill('SIGTERM');
      expect(await server.exited).to.equal(0);
    }
    expect((await runCheck(dir)).findings).to.deep.equal([]);
    await remove();
  }).timeout(60_000);
});
