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
});
