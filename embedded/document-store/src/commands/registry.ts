import { StoreError, unsupported } from '../errors.js';
import type { Value } from '../bson/types.js';
import type { Request } from '../wire/message.js';
import type { Reply } from '../wire/reply.js';
import { aggregate } from './aggregate-command.js';
import { bulkWrite } from './bulk-write.js';
import { collectionCommands } from './collection-commands.js';
import { commonFields, docField } from './command.js';
import type { Command, Store } from './command.js';
import { countCommands } from './count-commands.js';
import { explain } from './explain.js';
import { findAndModify } from './find-and-modify.js';
import { indexCommands } from './index-commands.js';
import { queryCommands } from './query-commands.js';
import { serverCommands } from './server-commands.js';
import { writeCommands } from './write-commands.js';

const commands: ReadonlyMap<string, Command> = new Map([
  ...serverCommands,
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
  'getDefaultRWConcern',
  'setDefaultRWConcern',
  'shardCollection',
  'convertToCapped',
  'cloneCollectionAsCapped',
  'reIndex',
  'configureFailPoint',
  'saslStart',
  'saslContinue',
  'authenticate',
  'logout',
  'top',
  'currentOp',
  'killOp',
  'profile',
  'planCacheClear',
  'createSearchIndexes',
]);

/** On one node with one writer these are all the same. */
const levels: readonly Value[] = ['local', 'available', 'majority', 'linearizable'];

/** Runs one command. */
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
  return command.run({ request, store, database: typeof database === 'string' ? database : 'admin', connectionId });
}

function checkFields(request: Request, command: Command): void {
  const names = request.names();
  for (let at = 1; at < names.length; at += 1) {
    const name = names[at] ?? '';
    if (commonFields.has(name) || command.fields.includes(name)) continue;
    if (name === 'autocommit' || name === 'startTransaction') {
      throw new StoreError(
        'OperationNotSupportedInTransaction',
        'multi-document transactions are not supported by this server; use MongoDB where they are needed',
      );
    }
    throw new StoreError('UnknownField', `BSON field '${request.name}.${name}' is an unknown field.`);
  }
  const readConcern = docField(request.get('readConcern'), 'readConcern').get('level');
  if (readConcern === 'snapshot') throw unsupported('the read concern snapshot');
  if (readConcern !== undefined && !levels.includes(readConcern)) {
    throw new StoreError(
      'FailedToParse',
      `readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'`,
    );
  }
}
