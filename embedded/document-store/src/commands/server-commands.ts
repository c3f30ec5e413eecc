import { arch, cpus, hostname, platform, release, totalmem, type } from 'node:os';
import { StoreError } from '../errors.js';
import { docOf } from '../bson/write.js';
import { isDoc } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { maxMessage } from '../wire/message.js';
import type { Call, Command, Store } from './command.js';
import { sessionMinutes } from './session-commands.js';

/** The MongoDB release whose behaviour is followed. */
const version = '8.0.0';

function helloFields(call: Call, legacyName: boolean): Doc {
  const { replicaSet, address } = call.store;
  return docOf({
    ...(legacyName ? { ismaster: true, helloOk: true } : { isWritablePrimary: true }),
    secondary: false,
    setName: replicaSet,
    setVersion: 1,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: maxMessage,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: sessionMinutes,
    connectionId: call.connectionId,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
  });
}

// What clients tell of themselves is taken note of by no one; `topologyVersion` would ask for a streaming hello, which is not offered.
const helloOptions = [
  'helloOk',
  'client',
  'compression',
  'loadBalanced',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'backpressure',
  'internalClient',
];

/** Fail points may be for the connections of one client only. */
function nameClient({ request, store, connectionId }: Call): void {
  const client = store.failPoints === undefined ? undefined : request.get('client');
  const application = isDoc(client) ? client.get('application') : undefined;
  const name = isDoc(application) ? application.get('name') : undefined;
  if (typeof name === 'string') store.failPoints?.named(connectionId, name);
}

function hello(legacyName: boolean): Command {
  return {
    fields: [...helloOptions, 'topologyVersion', 'maxAwaitTimeMS'],
    run(call) {
      nameClient(call);
      return { fields: helloFields(call, legacyName) };
    },
  };
}

function answering(
  fields: readonly string[],
  answer: (store: Store, call: Call) => Readonly<Record<string, unknown>>,
): Command {
  return { fields, run: (call) => ({ fields: docOf(answer(call.store, call)) }) };
}

const buildInfo = answering([], () => ({
  version,
  versionArray: [8, 0, 0, 0],
  gitVersion: 'storefold-document-store',
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
  storageEngines: ['lmdb'],
  javascriptEngine: 'none',
  // Clients show for which machine a server is.
  buildEnvironment: { target_arch: arch(), target_os: platform() },
}));

const hostInfo = answering([], () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: BigInt(Math.floor(totalmem() / 1_048_576)),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: type(), name: type(), version: release() },
  extra: {},
}));

const connectionStatus = answering(['showPrivileges'], (_store, { request }) => ({
  authInfo: {
    authenticatedUsers: [],
    authenticatedUserRoles: [],
    ...(request.get('showPrivileges') === true ? { authenticatedUserPrivileges: [] } : {}),
  },
}));

/** The logs that MongoDB keeps in memory. This server writes its log to its output only, so they are empty. */
const logNames = ['global', 'startupWarnings'];

const getLog = answering([], (_store, { request }) => {
  const name = request.get('getLog');
  if (name === '*') return { names: logNames };
  if (typeof name !== 'string') throw new StoreError('TypeMismatch', 'Argument to getLog must be of type String');
  if (!logNames.includes(name)) throw new StoreError('OperationFailed', `no RamLog named: ${name}`);
  return { totalLinesWritten: 0, log: [] };
});

const getCmdLineOpts = answering([], ({ address, replicaSet }) => {
  const at = address.lastIndexOf(':');
  const net = { bindIp: address.slice(0, at), port: Number(address.slice(at + 1)) };
  return { argv: process.argv, parsed: { net, replication: { replSet: replicaSet } } };
});

/** The parameters of MongoDB that mean something here: those that clients and suites ask at their start. */
const parametersOf = ({ store }: Call): Readonly<Record<string, unknown>> => ({
  featureCompatibilityVersion: { version: '8.0' },
  authenticationMechanisms: [],
  enableTestCommands: store.failPoints !== undefined,
  requireApiVersion: false,
});
const parameterNames = [
  'featureCompatibilityVersion',
  'authenticationMechanisms',
  'enableTestCommands',
  'requireApiVersion',
];

const getParameter: Command = {
  fields: [...parameterNames, 'allParameters', 'showDetails'],
  run(call) {
    const all = parametersOf(call);
    const asked = call.request.get('getParameter');
    const wantsAll =
      asked === '*' ||
      (isDoc(asked) && asked.get('allParameters') === true) ||
      call.request.get('allParameters') === true;
    const found = Object.entries(all).filter(([name]) => wantsAll || call.request.has(name));
    if (found.length === 0) throw new StoreError('InvalidOptions', 'no option found to get');
    return { fields: docOf(Object.fromEntries(found)) };
  },
};

const serverStatus: Command = {
  fields: ['repl', 'metrics', 'locks', 'asserts', 'wiredTiger', 'tcmalloc'],
  run({ store }) {
    const memory = process.memoryUsage();
    return {
      fields: docOf({
        host: store.address,
        version,
        process: 'document-store',
        pid: BigInt(process.pid),
        uptime: (Date.now() - store.startedAt) / 1000,
        localTime: new Date(),
        mem: { bits: 64, resident: Math.floor(memory.rss / 1_048_576), virtual: 0 },
        transactions: { currentOpen: BigInt(store.sessions.open) },
        metrics: { cursor: { open: { total: BigInt(store.cursors.size) } } },
        storageEngine: { name: 'lmdb', persistent: true, readOnly: store.engine.readOnlyBecause !== undefined },
        repl: { setName: store.replicaSet, primary: store.address, isWritablePrimary: true },
      }),
    };
  },
};

export const serverCommands: readonly (readonly [string, Command])[] = [
  ['hello', hello(false)],
  ['ismaster', hello(true)],
  ['isMaster', hello(true)],
  ['ping', answering([], () => ({}))],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['hostInfo', hostInfo],
  ['connectionStatus', connectionStatus],
  ['getParameter', getParameter],
  ['serverStatus', serverStatus],
  ['whatsmyuri', answering([], () => ({ you: '127.0.0.1:0' }))],
  ['getCmdLineOpts', getCmdLineOpts],
  ['getLog', getLog],
];
