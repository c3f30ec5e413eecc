import { expect } from 'chai';
import type { StoredEvent } from '@storefold/platform';
import { silent } from '../testing/contexts.js';
import { eventually } from '../testing/running-shop.js';
import { SetAside } from './set-aside.js';

const stored = (streamId: string, revision: number): StoredEvent => ({
  ...{ id: `${streamId}-${revision.toString()}`, streamId, revision: BigInt(revision), type: 'OrderPlaced' },
  ...{ created: new Date(0), data: {}, metadata: {}, position: { commit: BigInt(revision) } },
});

describe('events that were set aside', () => {
  const stopping: AbortController[] = [];
  afterEach(() => {
    for (const each of stopping.splice(0)) each.abort();
  });

  const setUp = (fails: (event: StoredEvent) => boolean, most?: number) => {
    const stop = new AbortController();
    stopping.push(stop);
    const handled: string[] = [];
    const aside = new SetAside({
      ...{ process: 'spec', signal: stop.signal, logger: silent, retryMs: { first: 1, most: 4 } },
      ...(most === undefined ? {} : { most }),
      onProgress: () => undefined,
      handle: (event) => {
        if (fails(event)) return Promise.reject(new Error('not yet'));
        handled.push(event.id);
        return Promise.resolve();
      },
    });
    return { aside, handled };
  };

  it('are dealt with in the order of their key, and then forgotten', async () => {
    let broken = true;
    const { aside, handled } = setUp(() => broken);
    aside.put('a', [stored('a', 0)], 'no');
    expect(aside.join('a', [stored('a', 1), stored('a', 2)])).to.equal(true);
    expect(aside.trouble()).to.equal('a: no');
    broken = false;
    await eventually('all were dealt with', () => Promise.resolve(!aside.has('a')));
    expect(handled).to.deep.equal(['a-0', 'a-1', 'a-2']);
    expect([aside.trouble(), aside.join('a', [stored('a', 3)])]).to.deep.equal([undefined, false]);
  });

  it('say why, newest reason first, and how many others there are', async () => {
    const { aside } = setUp(() => true);
    for (const key of ['a', 'b', 'c']) aside.put(key, [stored(key, 0)], 'no');
    await eventually('the reason of a later try', () =>
      Promise.resolve(aside.trouble() === 'a: not yet; and at 2 more'),
    );
  });

  it('do not hold those of another key', async () => {
    const { aside, handled } = setUp(({ streamId }) => streamId === 'a');
    aside.put('a', [stored('a', 0)], 'no');
    aside.put('b', [stored('b', 0)], 'no');
    await eventually('b was dealt with', () => Promise.resolve(!aside.has('b')));
    expect(handled).to.deep.equal(['b-0']);
    expect(aside.has('a')).to.equal(true);
  });

  it('are kept with a checkpoint up to its position, and no further', () => {
    const { aside } = setUp(() => true);
    aside.put('a', [stored('a', 3), stored('a', 7)], 'no');
    expect(aside.places(5n)).to.deep.equal([{ streamId: 'a', revision: 3n }]);
    expect(aside.places(7n)).to.have.length(2);
  });

  it('are so many at most: beyond that it is not they that are at fault', () => {
    const { aside } = setUp(() => true, 2);
    aside.put('a', [stored('a', 0)], 'no');
    expect(aside.isFull).to.equal(false);
    aside.join('a', [stored('a', 1)]);
    expect(aside.isFull).to.equal(true);
  });
});
