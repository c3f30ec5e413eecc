import { Unavailable } from '@storefold/platform';
import { expect } from 'chai';
import { ImportStopped } from './import-stopped.js';
import { persistently } from './persist.js';

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('work on a store that may be away', () => {
  it('is repeated until it succeeds, and why is told each time', async () => {
    const reasons: string[] = [];
    let times = 0;
    const work = () =>
      ++times < 3 ? Promise.reject(new Unavailable(`away ${times.toString()}`)) : Promise.resolve('done');
    expect(await persistently({ onWait: (reason) => reasons.push(reason) })(work)).to.equal('done');
    expect(reasons).to.deep.equal(['away 1', 'away 2']);
  });

  it('is given up after the patience, with what to do', async () => {
    const failure = await failureOf(persistently({ patienceMs: 0 })(() => Promise.reject(new Unavailable('away'))));
    expect(failure).to.be.instanceOf(ImportStopped);
    expect(String(failure)).to.match(/takes nothing any more \(away\)\. .*storefold doctor.*the same command goes on/);
  });

  it('is not repeated where it is the work that is wrong', async () => {
    let times = 0;
    const work = () => {
      times++;
      return Promise.reject(new TypeError('wrong'));
    };
    expect(await failureOf(persistently()(work))).to.be.instanceOf(TypeError);
    expect(times).to.equal(1);
  });
});
