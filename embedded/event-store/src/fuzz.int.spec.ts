import { expect } from 'chai';
import { methods } from './testing/fuzz/call-attack.js';
import { surviveFuzz } from './testing/fuzz/under-fuzz.js';
import { startProcess, temporaryFolder } from './testing/server-process.js';

const INPUTS = 20_000;
/**
 * A broken connection is given up soon, lest the spec waits for it; but the client that does nothing wrong lives in one process
 * with the attackers, which may be busy for a second or two on a slow machine.
 */
const KEEPALIVE = ['--keepalive', '5000'];
/** Megabytes that the server may grow by, from when it is warm: what mutated appends wrote stays, with its index. */
const MOST_GROWTH = 64;

describe('a store that is sent what no client would send', function () {
  this.timeout(120_000);

  it(`goes on through ${INPUTS.toLocaleString('en-GB')} broken connections and messages: no crash, no leak, nobody else harmed`, async () => {
    expect(methods).to.have.length.greaterThan(40);
    const folder = temporaryFolder();
    const seed = Date.now() % 1_000_000;
    const server = await startProcess(folder.path, 0, [], KEEPALIVE);
    const report = await surviveFuzz(server, INPUTS, seed);
    expect(report.wrong, `seed ${seed.toString()}`).to.deep.equal([]);
    expect(report.inputs).to.equal(INPUTS);
    expect(report.bystanderAppends).to.be.greaterThan(0);
    expect(report.after.sockets, 'open sockets').to.be.at.most(report.socketsBefore);
    expect(report.after.megabytes - report.warm.megabytes, 'growth in megabytes').to.be.below(MOST_GROWTH);
    expect(await server.kill('SIGTERM')).to.equal(0);
    folder.remove();
  });
});
