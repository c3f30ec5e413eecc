import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

/** What mongosh 2 sends to a server, with the options that it connects with. */
describe("the shell's questions", () => {
  let shell: MongoClient;
  let admin: Db;
  let close: () => Promise<void>;

  before(async () => {
    const store = await openStore();
    const host = store.client.options.hosts.join(',');
    shell = await new MongoClient(`mongodb://${host}/shop?directConnection=true&appName=mongosh+2.5.0`, {
      ...{ serverSelectionTimeoutMS: 2_000, readPreference: 'primaryPreferred' },
      ...{ driverInfo: { name: 'nodejs|mongosh', version: '2.5.0' } },
    }).connect();
    close = async () => {
      await shell.close();
      await store.close();
    };
    await shell.db('shop').collection('carts').insertOne({ item: 'mug' });
    await shell.db('shop').collection('orders').insertOne({ item: 'mug' });
    admin = shell.db('admin');
  });
  after(() => close());

  const ask = (command: Document): Promise<Document> => admin.command(command);

  describe('at the start', () => {
    it('asks which release this is, and for which machine it was built', async () => {
      const info = await ask({ buildInfo: 1 });
      expect(info['version']).to.match(/^8\.\d+\.\d+$/);
      expect(info['versionArray']).to.deep.equal([...String(info['version']).split('.').map(Number), 0]);
      expect(info).to.include({ maxBsonObjectSize: 16_777_216, bits: 64, ok: 1 });
      expect(info['modules']).to.deep.equal([]);
      expect(info['buildEnvironment']).to.have.keys('target_arch', 'target_os');
    });
    it('learns that this is a primary that it may write to', async () => {
      for (const command of [{ hello: 1 }, { isMaster: 1 }, { ismaster: 1 }]) {
        const hello = await ask(command);
        expect(hello['isWritablePrimary'] ?? hello['ismaster']).to.equal(true);
        expect(hello).to.include({ setName: 'storefold', readOnly: false, logicalSessionTimeoutMinutes: 30 });
        expect(hello['hosts']).to.deep.equal([hello['me']]);
      }
    });
    it('learns the feature compatibility version', async () => {
      const { featureCompatibilityVersion } = await ask({ getParameter: 1, featureCompatibilityVersion: 1 });
      expect(featureCompatibilityVersion).to.deep.equal({ version: '8.0' });
    });
    it('finds out that this is none of the servers that imitate MongoDB in ways it knows, and no Atlas', async () => {
      expect(await codeOf(ask({ getParameter: 'foo' }))).to.equal(72);
      expect(await codeOf(ask({ atlasVersion: 1 }))).to.equal(59);
      const clusters = admin.collection('atlascli');
      expect(await clusters.countDocuments({ managedClusterType: 'atlasCliLocalDevCluster' })).to.equal(0);
    });
    it('is told that there are no warnings, and which logs there are', async () => {
      expect(await ask({ getLog: 'startupWarnings' })).to.deep.include({ totalLinesWritten: 0, log: [], ok: 1 });
      expect((await ask({ getLog: '*' }))['names']).to.deep.equal(['global', 'startupWarnings']);
      expect(await codeOf(ask({ getLog: 'none' }))).to.equal(96);
      expect(await codeOf(ask({ getLog: 1 }))).to.equal(14);
    });
    it('is told that what MongoDB 8 took out is no command', async () => {
      expect(await codeOf(ask({ getFreeMonitoringStatus: 1 }))).to.equal(59);
    });
    it('is told who is logged in: nobody', async () => {
      const { authInfo } = await ask({ connectionStatus: 1, showPrivileges: true });
      expect(authInfo).to.deep.equal({
        ...{ authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
      });
      expect((await ask({ connectionStatus: 1 }))['authInfo']).to.not.have.property('authenticatedUserPrivileges');
    });
    it('pings, with a session of its own and the time of the cluster', async () => {
      const answer = await ask({ ping: 1 });
      expect(answer).to.include.keys('ok', 'operationTime', '$clusterTime');
    });
  });

  describe('for show dbs, show collections and completion', () => {
    it('lists the databases with their sizes, or only their names', async () => {
      const full = await ask({ listDatabases: 1, nameOnly: false });
      const [shop] = full['databases'] as Document[];
      expect(shop).to.include({ name: 'shop', empty: false });
      expect(shop?.['sizeOnDisk']).to.be.above(0);
      const names = await ask({ listDatabases: 1, nameOnly: true, authorizedDatabases: true, filter: { name: /^s/ } });
      expect(names['databases']).to.deep.equal([{ name: 'shop' }]);
    });
    it('lists the collections with their options, or only their names', async () => {
      const shop = shell.db('shop');
      const names = await shop.listCollections({}, { nameOnly: true, authorizedCollections: true }).toArray();
      expect(names.map(({ name }) => name)).to.have.members(['carts', 'orders']);
      const [carts] = await shop.listCollections({ name: 'carts' }, { nameOnly: false }).toArray();
      expect(carts).to.have.nested.property('info.uuid');
      expect(carts).to.have.nested.property('idIndex.name', '_id_');
    });
  });

  describe('for its helpers', () => {
    it('answers about the host, the server, its command line and the sizes of data', async () => {
      expect(await ask({ hostInfo: 1 })).to.include.keys('system', 'os', 'extra');
      expect(await ask({ serverStatus: 1 })).to.include.keys('uptime', 'mem', 'storageEngine', 'repl', 'pid');
      const { parsed } = await ask({ getCmdLineOpts: 1 });
      expect(parsed).to.have.nested.property('net.port', Number(/\d+$/.exec(shell.options.hosts.join(','))?.[0]));
      expect(await shell.db('shop').command({ dbStats: 1, scale: 1 })).to.include({ db: 'shop', collections: 2 });
      expect(await shell.db('shop').command({ collStats: 'carts' })).to.include({ ns: 'shop.carts', count: 1 });
    });
    it('says with 115 what it does not offer, so that the shell can show why', async () => {
      for (const name of [
        'top',
        'currentOp',
        'replSetGetStatus',
        'replSetGetConfig',
        'usersInfo',
        'profile',
        'features',
      ])
        expect(await codeOf(ask({ [name]: 1 })), name).to.equal(115);
    });
    it('ends its sessions', async () => {
      const session = shell.startSession();
      await shell.db('shop').collection('carts').findOne({}, { session });
      expect(await ask({ endSessions: [session.id] })).to.include({ ok: 1 });
      await session.endSession();
    });
  });

  it('talks the Stable API when it is told to', async () => {
    const strict = await new MongoClient(`mongodb://${shell.options.hosts.join(',')}/?directConnection=true`, {
      serverApi: { version: '1', strict: true, deprecationErrors: true },
    }).connect();
    expect(await strict.db('shop').collection('carts').countDocuments()).to.equal(1);
    await strict.close();
  });

  it('is told all parameters that there are, or those that it names', async () => {
    const admin = shell.db('admin').admin();
    const known = { authenticationMechanisms: [], enableTestCommands: false, requireApiVersion: false };
    expect(await admin.command({ getParameter: '*' })).to.deep.include(known);
    expect(await admin.command({ getParameter: { allParameters: true } })).to.deep.include(known);
    const one = await admin.command({ getParameter: 1, requireApiVersion: 1 });
    expect(one).to.include({ requireApiVersion: false }).and.not.to.have.property('enableTestCommands');
    expect(await codeOf(admin.command({ getParameter: 1 }))).to.equal(72);
  });
});
