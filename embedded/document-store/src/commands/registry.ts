import { StoreError, unsupported } from '../errors.js';
import { Timestamp } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { labelsOf } from '../transactions/labels.js';
import { runStatement } from '../transactions/statement.js';
import type { Request } from '../wire/message.js';
import type { Reply } from '../wire/reply.js';
import { aggregate } from './aggregate-command.js';
import { documentStoreBackup } from './backup.js';
import { bulkWrite } from './bulk-write.js';
import { collectionCommands } from './collection-commands.js';
import { checkNames, commonFields, docField } from './command.js';
import type { Call, Command, Store } from './command.js';
import { countCommands } from './count-commands.js';
import { explain } from './explain.js';
import { configureFailPoint } from './configure-fail-point.js';
import { findAndModify } from './find-and-modify.js';
import { indexCommands } from './index-commands.js';
import { queryCommands } from './query-commands.js';
import { serverCommands } from './server-commands.js';
import { sessionOf } from './retryable.js';
import { sessionCommands } from './session-commands.js';
import { writeCommands } from './write-commands.js';
import { unmetConcern } from './write-concern.js';

const commands: ReadonlyMap<string, Command> = new Map([
  ...serverCommands,
  ...sessionCommands,
  ['configureFailPoint', configureFailPoint],
  ['documentStoreBackup', documentStoreBackup],
  ...queryCommands,
  ['aggregate', aggregate],
  ...countCommands,
  ['explain', explain],
  ['bulkWrite', bulkWrite],
  ...writeCommands,
  ...indexCommands,
  ...collectionCommands,
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
]);

/** Commands of MongoDB that are known and not offered: 115 tells a client more than "no such command". */
const notOffered = new Set([
  'mapReduce',
  'collMod',
  'compact',
  'validate',
  'createUser',
  'fsync',
  'applyOps',
  'setParameter',
  'replSetGetStatus',
  'replSetGetConfig',
  'usersInfo',
  'rolesInfo',
  'features',
  'listCommands',
  'connPoolStats',
  'shutdown',
  'getDefaultRWConcern',
  'setDefaultRWConcern',
  'shardCollection',
  'convertToCapped',
  'cloneCollectionAsCapped',
  'reIndex',
  'saslStart',
  'saslContinue',
  'authenticate',
  'logout',
  'top',
  'currentOp',
  'killOp',
  'killAllSessionsByPattern',
  'profile',
  'planCacheClear',
  'createSearchIndexes',
]);

/** On one node with one writer these are all the same. */
const levels: readonly Value[] = ['local', 'available', 'majority', 'linearizable'];

/** Runs one command. What it throws has the labels that drivers act on. */
export async function runCommand(store: Store, request: Request, connectionId: number): Promise<Reply> {
  const command = commands.get(request.name);
  if (command === undefined) {
    if (notOffered.has(request.name)) throw unsupported(`the command ${request.name}`);
    throw new StoreError('CommandNotFound', `no such command: '${request.name}'`);
  }
  checkFields(request, command);
  const database = request.get('$db');
  if (!request.legacy && typeof database !== 'string')
    throw new StoreError('MissingField', 'OP_MSG requests require a $db argument');
  const call = { request, store, database: typeof database === 'string' ? database : 'admin', connectionId };
  try {
    const run = (): Promise<Reply> => runChecked(call, command);
    return await (store.failPoints === undefined ? run() : store.failPoints.run(call, run));
  } catch (error) {
    if (error instanceof StoreError) error.labels ??= labelsOf(request, error);
    throw error;
  }
}

async function runChecked(call: Call, command: Command): Promise<Reply> {
  const { request } = call;
  checkTime(call);
  // Also where nothing is done with it: a session that is not one is a mistake of the client.
  sessionOf(call);
  if (request.has('autocommit') || request.has('startTransaction')) {
    const reply = await runStatement(call, command);
    return withConcern(call, reply);
  }
  const past = checkReadConcern(request);
  if (past !== undefined) return runAtMoment(call, command, past);
  if (request.has('txnNumber') && !retryableWrites.has(request.name))
    throw new StoreError(
      50_768,
      `txnNumber may only be provided for a retryable write or in a transaction, not for ${request.name}`,
    );
  return withConcern(call, await command.run(call));
}

const retryableWrites: ReadonlySet<string> = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'bulkWrite',
  // Refused with a sentence of their own.
  'commitTransaction',
  'abortTransaction',
]);

function withConcern(call: Call, reply: Reply): Reply {
  const unmet = unmetConcern(call);
  if (unmet !== undefined) reply.fields.set('writeConcernError', unmet);
  return reply;
}

function checkFields(request: Request, command: Command): void {
  const names = request.names();
  for (let at = 1; at < names.length; at += 1) {
    const name = names[at] ?? '';
    if (commonFields.has(name) || command.fields.includes(name)) continue;
    throw new StoreError('UnknownField', `BSON field '${request.name}.${name}' is an unknown field.`);
  }
}

/** Takes note of the time that the client has seen, and refuses to read at one that has not come. */
function checkTime({ request, store }: Call): void {
  if (request.has('$clusterTime')) {
    const seen = docField(request.get('$clusterTime'), '$clusterTime').get('clusterTime');
    if (!(seen instanceof Timestamp))
      throw new StoreError('TypeMismatch', '$clusterTime.clusterTime must be a timestamp');
    store.clock.advance(seen);
  }
  if (!request.has('readConcern')) return;
  const after = docField(request.get('readConcern'), 'readConcern').get('afterClusterTime');
  if (after === undefined) return;
  if (!(after instanceof Timestamp))
    throw new StoreError('TypeMismatch', "BSON field 'readConcern.afterClusterTime' must be a timestamp");
  // Whatever was acknowledged is visible to every read that comes after it, so there is nothing to wait for.
  if (after.greaterThan(store.clock.now))
    throw new StoreError(
      'InvalidOptions',
      'readConcern afterClusterTime value must not be greater than the current clusterTime',
    );
}

/** What may read a past moment: https://www.mongodb.com/docs/manual/reference/read-concern-snapshot/ */
const readers: ReadonlySet<string> = new Set(['find', 'aggregate', 'distinct']);

/** The time that a read with the read concern `snapshot` names, `now` where it names none; undefined for other reads. */
function checkReadConcern(request: Request): Timestamp | 'now' | undefined {
  if (!request.has('readConcern')) return undefined;
  const concern = docField(request.get('readConcern'), 'readConcern');
  checkNames(concern, 'readConcern', ['level', 'afterClusterTime', 'atClusterTime', 'provenance']);
  const level = concern.get('level');
  const at = concern.get('atClusterTime');
  // A cursor goes on at the moment that it began at; Node's driver names the concern again.
  if (level === 'snapshot' && request.name === 'getMore') return undefined;
  if (level === 'snapshot') {
    if (!readers.has(request.name))
      throw new StoreError(
        'InvalidOptions',
        `readConcern level snapshot is not supported for the command ${request.name}`,
      );
    if (at === undefined) return 'now';
    if (!(at instanceof Timestamp))
      throw new StoreError('TypeMismatch', "BSON field 'readConcern.atClusterTime' must be a timestamp");
    return at;
  }
  if (at !== undefined)
    throw new StoreError('InvalidOptions', "readConcern level 'snapshot' is required when specifying atClusterTime");
  if (level !== undefined && !levels.includes(level)) {
    throw new StoreError(
      'FailedToParse',
      `readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'`,
    );
  }
  return undefined;
}

/** Runs a read as of one moment, and tells which. */
async function runAtMoment(call: Call, command: Command, time: Timestamp | 'now'): Promise<Reply> {
  const moment = time === 'now' ? call.store.past.now() : call.store.past.at(time);
  const reply = await command.run({
    ...call,
    store: { ...call.store, catalogue: moment.catalogue },
    pastTime: moment.time,
  });
  if (reply.batch !== undefined) reply.batch.atClusterTime = moment.time;
  else reply.fields.set('atClusterTime', moment.time);
  return reply;
}
