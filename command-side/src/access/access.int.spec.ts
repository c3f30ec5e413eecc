import { expect } from 'chai';
import { silent } from '../testing/contexts.js';
import { openRunningShop, startStores, Visitor, type RunningShop, type Stores } from '../testing/running-shop.js';
import { Credentials } from './credentials.js';
import { resetStaffPassword } from './reset-staff-password.js';
import { SignIn } from './sign-in.js';

const MINUTE = 60_000;

describe('who may come in', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });

  it('a shopper gets a session and keeps it', async () => {
    const ann = new Visitor(shop.side.url);
    const begun = await ann.post('/access/sessions');
    expect(begun.status).to.equal(201);
    expect(begun.headers.get('set-cookie')).to.match(
      /^storefold_session=.+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    expect((await ann.post('/access/sessions')).body).to.deep.equal(begun.body);
    expect((await ann.ask('GET', '/access/me')).body).to.deep.equal({ kind: 'shopper', id: begun.body['shopperId'] });
    const ended = await ann.ask('DELETE', '/access/sessions');
    expect(ended.status).to.equal(204);
    expect((await ann.ask('GET', '/access/me')).body).to.deep.equal({ kind: 'anonymous' });
  });

  it('staff sign in with what the administrator was shown', async () => {
    const hired = await shop.administrator.post('/access/staff', { login: 'Auditor', roles: ['auditor'] });
    expect([hired.status, hired.body['login']]).to.deep.equal([201, 'auditor']);
    const visitor = new Visitor(shop.side.url);
    const signedIn = await visitor.post('/access/staff-sessions', {
      login: 'AUDITOR ',
      password: hired.body['password'],
    });
    expect(signedIn.body).to.deep.equal({ staffId: hired.body['staffId'], login: 'auditor', roles: ['auditor'] });
    expect((await visitor.ask('GET', '/access/me')).body).to.deep.include({ kind: 'staff', login: 'auditor' });
  });

  it('no password and no hash stands in an event', async () => {
    const hired = await shop.administrator.post('/access/staff', { login: 'dora', roles: ['analyst'] });
    const events = await stores.stream(`staff-${String(hired.body['staffId'])}`);
    const text = JSON.stringify(events.map(({ type, data, metadata }) => ({ type, data, metadata })));
    expect(text).not.to.include(String(hired.body['password'])).and.not.to.include('$argon2');
  });

  it('adding someone is repeated safely, and a taken login is refused', async () => {
    const body = { login: 'emil', roles: ['clerk'] };
    const first = await shop.administrator.post('/access/staff', body, 'hire-emil');
    const again = await shop.administrator.post('/access/staff', body, 'hire-emil');
    expect(again.body).to.deep.equal(first.body);
    const other = await shop.administrator.post('/access/staff', body, 'hire-emil-again');
    expect([other.status, other.body['code']]).to.deep.equal([409, 'login-taken']);
    const signedIn = await new Visitor(shop.side.url).post('/access/staff-sessions', {
      ...{ login: 'emil', password: first.body['password'] },
    });
    expect(signedIn.status).to.equal(201);
  });

  it('a reset gives a new password, is repeated safely, and never brings an old one back', async () => {
    const hired = await shop.administrator.post('/access/staff', { login: 'finn', roles: ['clerk'] });
    const path = `/access/staff/${String(hired.body['staffId'])}/password`;
    const one = await shop.administrator.post(path, undefined, 'reset-finn-1');
    expect((await shop.administrator.post(path, undefined, 'reset-finn-1')).body['password']).to.equal(
      one.body['password'],
    );
    const two = await shop.administrator.post(path, undefined, 'reset-finn-2');
    const late = await shop.administrator.post(path, undefined, 'reset-finn-1');
    expect([late.status, late.body['code']]).to.deep.equal([409, 'password-changed-since']);
    const tries = [hired, one, two].map(({ body }) =>
      new Visitor(shop.side.url).post('/access/staff-sessions', { login: 'finn', password: body['password'] }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).to.deep.equal([401, 401, 201]);
  });

  it('who has the machine can reset a password, an administrator’s too', async () => {
    const { eventStoreUrl, keystoreUrl } = stores;
    const password = await resetStaffPassword({ eventStoreUrl, keystoreUrl, login: 'admin', logger: silent });
    const signedIn = await new Visitor(shop.side.url).post('/access/staff-sessions', { login: 'admin', password });
    expect(signedIn.status).to.equal(201);
    const nobody = await resetStaffPassword({ eventStoreUrl, keystoreUrl, login: 'nobody', logger: silent });
    expect(nobody).to.equal(undefined);
  });

  it('a wrong password and a login that does not exist are answered alike', async () => {
    const visitor = new Visitor(shop.side.url);
    const told = [];
    for (const login of ['clerk', 'no-such-login']) {
      const { status, body } = await visitor.post('/access/staff-sessions', { login, password: 'guess' });
      told.push([status, body['code'], body['detail']]);
    }
    expect(told[0]).to.deep.equal(told[1]);
    expect(told[0]?.slice(0, 2)).to.deep.equal([401, 'wrong-login-or-password']);
  });

  describe('after five wrong passwords', () => {
    const now = Date.parse('2026-01-01T00:00:00.000Z');
    let credentials: Credentials;
    let signIn: SignIn;
    let login: string;
    let logins = 0;
    beforeEach(async () => {
      credentials = new Credentials(stores.keyDatabase.db);
      signIn = new SignIn(credentials);
      login = `locked-${(++logins).toString()}`;
      await credentials.create(login, `id-${login}`, 'right', 'command-1', '2026-01-01T00:00:00.000Z');
    });
    const fail = async (times: number, at: number, who = login) => {
      const kinds = [];
      for (let i = 0; i < times; i++) kinds.push((await signIn.check(who, 'wrong', at)).kind);
      return kinds;
    };

    it('a login is locked for fifteen minutes, even for the right password', async () => {
      expect(await fail(6, now)).to.deep.equal(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'locked']);
      const early = await signIn.check(login, 'right', now + 14 * MINUTE);
      expect(early).to.deep.equal({ kind: 'locked', retryAfterSeconds: 60 });
      expect((await signIn.check(login, 'right', now + 15 * MINUTE)).kind).to.equal('right');
    });
    it('the lock doubles with each five more, and a success starts afresh', async () => {
      await fail(5, now);
      await fail(5, now + 15 * MINUTE);
      expect((await signIn.check(login, 'right', now + 44 * MINUTE)).kind).to.equal('locked');
      expect((await signIn.check(login, 'right', now + 45 * MINUTE)).kind).to.equal('right');
      await fail(5, now + 60 * MINUTE);
      expect((await signIn.check(login, 'right', now + 75 * MINUTE)).kind).to.equal('right');
    });
    it('a login that does not exist is locked in the same way', async () => {
      expect(await fail(6, now, 'never-existed')).to.deep.equal([
        'wrong',
        'wrong',
        'wrong',
        'wrong',
        'wrong',
        'locked',
      ]);
      expect((await fail(1, now + 15 * MINUTE, 'never-existed'))[0]).to.equal('wrong');
    });
    it('holds under a hundred attempts at once: five are looked at', async () => {
      const results = await Promise.all(Array.from({ length: 100 }, () => signIn.check(login, 'wrong', now)));
      expect(results.filter(({ kind }) => kind === 'wrong').length).to.be.at.most(5);
      expect((await signIn.check(login, 'right', now)).kind).to.equal('locked');
    });
    it('says how long to wait', async () => {
      const visitor = new Visitor(shop.side.url);
      const guess = { login: 'no-such-login-2', password: 'guess' };
      for (let i = 0; i < 5; i++) await visitor.post('/access/staff-sessions', guess);
      const locked = await visitor.post('/access/staff-sessions', guess);
      expect([locked.status, locked.body['code']]).to.deep.equal([429, 'too-many-attempts']);
      expect(Number(locked.headers.get('retry-after'))).to.be.within(800, 900);
    });
  });
});
