import { expect } from 'chai';
import { judgeHistory, type Kept } from './testing/kills/judge-history.js';
import { surviveKills } from './testing/kills/under-kills.js';
import { temporaryFolder } from './testing/server-process.js';

const KILLS = 10;

describe('a store that is killed under eight writers', function () {
  this.timeout(120_000);

  it(`keeps what it acknowledged, once and in order, through ${KILLS.toString()} kills, and no subscription misses any`, async () => {
    const folder = temporaryFolder();
    const seed = Date.now() % 1_000_000;
    const report = await surviveKills(folder.path, KILLS, seed);
    folder.remove();
    expect(report.wrong.slice(0, 10), `seed ${seed.toString()}`).to.deep.equal([]);
    expect(report.kills).to.equal(KILLS);
    expect(report.sentAgain, 'kills that met an append under way').to.be.greaterThan(0);
    expect(report.delivered).to.be.greaterThan(report.acknowledged);
  });
});

describe('the judge of a history', () => {
  const kept = (id: string, revision: bigint, append: number, part = 0, of = 1): Kept => ({
    ...{ id, stream: 's', revision, position: revision + 10n },
    mark: { writer: 0, append, part, of },
  });
  const told = (lastRevision: bigint, ...ids: string[]) => ({
    ...{ stream: 's', ids, lastRevision },
    position: lastRevision + 10n,
  });
  const whole = [kept('a', 0n, 0), kept('b', 1n, 1, 0, 2), kept('c', 2n, 1, 1, 2)];
  const acknowledged = [told(0n, 'a'), told(2n, 'b', 'c')];

  it('has nothing to say where all is as it was acknowledged', () => {
    expect(judgeHistory(whole, acknowledged)).to.deep.equal([]);
  });
  it('names what was lost, doubled, moved, or written though nobody was told', () => {
    expect(judgeHistory(whole.slice(0, 2), acknowledged)).to.include('lost: event c of s');
    expect(judgeHistory([...whole, kept('a', 3n, 2)], acknowledged)).to.include('doubled: event a of s');
    expect(judgeHistory(whole, [told(0n, 'a'), told(3n, 'b', 'c')]).join()).to.contain('moved: event b of s');
    expect(judgeHistory([...whole, kept('d', 3n, 2)], acknowledged).join()).to.contain('4 events are there, 3 were');
    expect(judgeHistory([kept('b', 0n, 1), kept('a', 1n, 0)], [told(1n, 'a'), told(0n, 'b')]).join()).to.contain(
      'reordered',
    );
  });
});
