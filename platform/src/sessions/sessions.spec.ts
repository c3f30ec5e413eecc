import { expect } from 'chai';
import { createSessions, sessionCookie } from './sessions.js';

const sessions = createSessions(Buffer.alloc(32, 1));

describe('a session', () => {
  it('says who it is, from a cookie or a bearer token', async () => {
    const token = await sessions.issue({ kind: 'staff', id: 's1', login: 'ann', roles: ['clerk'] }, 60);
    const expected = { kind: 'staff', id: 's1', login: 'ann', roles: ['clerk'] };
    expect(await sessions.read({ authorization: `Bearer ${token}` })).to.deep.equal(expected);
    expect(await sessions.read({ cookie: `a=b; ${sessionCookie}=${token}; c=d` })).to.deep.equal(expected);
  });
  it('is nobody when it is absent, over, of another key, or not signed at all', async () => {
    const anonymous = { kind: 'anonymous' };
    const forged = `${btoa('{"alg":"none"}')}.${btoa('{"kind":"staff","sub":"x","login":"x","roles":["administrator"]}')}.`;
    const other = await createSessions(Buffer.alloc(32, 2)).issue({ kind: 'shopper', id: 'v1' }, 60);
    const over = await sessions.issue({ kind: 'shopper', id: 'v1' }, -10);
    for (const token of ['', 'x', forged, other, over])
      expect(await sessions.read({ cookie: `${sessionCookie}=${token}` })).to.deep.equal(anonymous);
    expect(await sessions.read({})).to.deep.equal(anonymous);
  });
  it('is over when its time is, also where it was shown before', async () => {
    let now = Date.parse('2026-01-02T03:04:05Z');
    const timed = createSessions(Buffer.alloc(32, 3), () => now);
    const token = await timed.issue({ kind: 'shopper', id: 'v1' }, 60);
    const shown = () => timed.read({ authorization: `Bearer ${token}` });
    expect(await shown()).to.deep.equal({ kind: 'shopper', id: 'v1' });
    now += 59_999;
    expect(await shown()).to.deep.equal({ kind: 'shopper', id: 'v1' });
    now += 1;
    expect(await shown()).to.deep.equal({ kind: 'anonymous' });
  });
});
