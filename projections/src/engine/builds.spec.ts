import type { BuildDocument, ViewDocument } from '@storefold/contracts';
import { expect } from 'chai';
import { queueView } from '../testing/queue-view.js';
import { isFoldedBy, promotesItself, withPromoted, withReady, withRebuild } from './builds.js';

const at = '2026-01-01T00:00:00.000Z';
const build = (id: string, state: BuildDocument['state'], version = 1): BuildDocument => ({
  ...{ id, state, version, format: 2, collection: id, partitions: 1, promotes: true, since: at },
});
const view = (...builds: readonly BuildDocument[]): ViewDocument => ({
  ...{ revision: 0, paused: false, generation: 0, builds },
});
const states = ({ builds }: ViewDocument) => builds.map(({ id, state }) => `${id} ${state}`);

describe('the registry of builds', () => {
  it('keeps what was live, and retires what was kept before', () => {
    const known = view(build('a', 'kept'), build('b', 'live'), build('c', 'ready'));
    expect(states(withPromoted('c', at)(known))).to.deep.equal(['a retired', 'b kept', 'c live']);
  });

  it('changes nothing where two processes promote the same build', () => {
    const once = withPromoted('b', at)(view(build('a', 'live'), build('b', 'ready')));
    expect(withPromoted('b', at)(once)).to.equal(once);
  });

  it('never gives readers a build that is gone', () => {
    const known = view(build('a', 'live'));
    expect(withPromoted('b', at)(known)).to.equal(known);
  });

  it('never gives readers an older release by itself: an old process in a rolling deployment makes one', () => {
    expect(promotesItself(view(build('a', 'live', 2), build('b', 'ready', 1)), 'b')).to.equal(false);
    expect(promotesItself(view(build('a', 'live', 2), build('b', 'ready', 2)), 'b')).to.equal(true);
    expect(promotesItself(view(build('a', 'live', 2), build('b', 'ready', 3)), 'b')).to.equal(true);
  });

  it('calls ready only what was being built', () => {
    expect(states(withReady('a', at)(view(build('a', 'kept'))))).to.deep.equal(['a kept']);
  });

  it('lets go of one that waited for a person when another is asked for', () => {
    expect(states(withRebuild(queueView, at)(view(build('a', 'live'), build('b', 'ready'))))).to.deep.equal([
      ...['a live', 'b retired', 'queue@1.1 building'],
    ]);
  });

  it('is folded by code of its own version and format alone, and not once it is retired', () => {
    expect(isFoldedBy(build('a', 'live', 2), { version: 2 })).to.equal(true);
    expect(isFoldedBy(build('a', 'live', 2), { version: 3 })).to.equal(false);
    expect(isFoldedBy({ ...build('a', 'live', 2), format: 1 }, { version: 2 })).to.equal(false);
    expect(isFoldedBy(build('a', 'retired', 2), { version: 2 })).to.equal(false);
  });
});
