import { StoreError } from '../errors.js';
import { docField } from '../commands/command.js';
import type { Call, Command, Store } from '../commands/command.js';
import { recordOf, sessionOf } from '../commands/retryable.js';
import { isDurable } from '../commands/write-concern.js';
import type { Reply } from '../wire/reply.js';
import { Conflict } from './holds.js';
import type { Transaction } from './transaction.js';

/** What may run in a transaction: https://www.mongodb.com/docs/manual/core/transactions-operations/ */
const allowed: ReadonlySet<string> = new Set([
  'aggregate',
  'bulkWrite',
  'create',
  'createIndexes',
  'delete',
  'distinct',
  'find',
  'findAndModify',
  'findandmodify',
  'getMore',
  'insert',
  'killCursors',
  'update',
]);

const levels = [undefined, 'local', 'majority', 'snapshot'];

function invalid(sentence: string): StoreError {
  return new StoreError('InvalidOptions', sentence);
}

/** The session and number of a statement. Throws InvalidOptions for what no driver sends. */
function identity(call: Call): { session: Buffer; number: bigint; starts: boolean } {
  const { request } = call;
  if (request.get('autocommit') !== false)
    throw invalid(
      request.has('autocommit')
        ? "Specifying autocommit=true is not allowed: a transaction's statements carry autocommit=false"
        : 'startTransaction needs autocommit=false',
    );
  const session = sessionOf(call);
  const number = request.get('txnNumber');
  if (session === undefined || typeof number !== 'bigint' || number < 0n)
    throw invalid('a statement of a transaction needs an lsid, and a txnNumber that is a long from 0 on');
  const starts = request.get('startTransaction');
  if (starts !== undefined && starts !== true) throw invalid('startTransaction may only be true, or left out');
  return { session, number, starts: starts === true };
}

/** Runs a command that carries `autocommit`: a statement of a transaction, or its end. */
export async function runStatement(call: Call, command: Command): Promise<Reply> {
  const { name } = call.request;
  const { session, number, starts } = identity(call);
  if (name === 'commitTransaction' || name === 'abortTransaction') {
    if (call.database !== 'admin') throw new StoreError(13, `${name} may only be run against the admin database.`);
    if (starts) throw new StoreError('OperationNotSupportedInTransaction', `Cannot start a transaction with ${name}`);
    const commit = name === 'commitTransaction';
    await (commit ? commitTransaction(call, session, number) : abortTransaction(call, session, number));
    return { fields: new Map() };
  }
  if (!allowed.has(name)) {
    const hint = name === 'count' ? ' Please use the aggregate command with $match and $count stages instead.' : '';
    throw new StoreError(
      'OperationNotSupportedInTransaction',
      `Cannot run '${name}' in a multi-document transaction.${hint}`,
    );
  }
  checkConcerns(call, starts);
  const { sessions } = call.store;
  const transaction = starts ? sessions.start(session, number) : sessions.get(session, number);
  checkOpen(transaction, number);
  sessions.seen(transaction, call.connectionId);
  // One after the other, as MongoDB checks a session out: two statements at once would see each other half done.
  const mine = transaction.turn.then(() => runIn(transaction, call, command));
  transaction.turn = mine.catch(() => undefined);
  return mine;
}

/** The server as a transaction's statements meet it: they write into the transaction. */
function viewOf({ catalogue, cursors }: Transaction, store: Store): Store {
  return { ...store, catalogue, cursors, writer: { write: (work) => Promise.resolve(work()) } };
}

/** A statement that is refused, or that a document refused, ends its transaction, as in MongoDB. */
async function runIn(transaction: Transaction, call: Call, command: Command): Promise<Reply> {
  try {
    transaction.check();
    const reply = await command.run({ ...call, store: viewOf(transaction, call.store), transaction });
    transaction.check();
    if (reply.fields.has('writeErrors') || reply.fields.get('nErrors') === 1) transaction.abort();
    return reply;
  } catch (error) {
    transaction.abort();
    if (!(error instanceof Conflict)) throw error;
    throw new StoreError(
      'WriteConflict',
      `Caused by :: Write conflict: ${error.message}. :: Please retry your operation or multi-document transaction.`,
    );
  }
}

function checkConcerns({ request }: Call, starts: boolean): void {
  if (request.has('writeConcern')) throw invalid('writeConcern is not allowed within a multi-statement transaction');
  const concern = docField(request.get('readConcern'), 'readConcern');
  if (!starts && concern.has('level'))
    throw invalid('Only the first command in a transaction may specify a readConcern');
  const level = concern.get('level');
  if (!levels.some((one) => one === level))
    throw invalid("the read concern of a transaction must be 'local', 'majority' or 'snapshot'");
}

function checkOpen(transaction: Transaction | 'committed', number: bigint): asserts transaction is Transaction {
  if (transaction === 'committed' || transaction.state === 'committed' || transaction.state === 'committing')
    throw new StoreError(
      'TransactionCommitted',
      `Transaction with { txnNumber: ${String(number)} } has been committed.`,
    );
  transaction.check();
}

/** Commits; a repeat of a commit waits for it and has the same answer. */
async function commitTransaction(call: Call, session: Buffer, number: bigint): Promise<void> {
  const { engine, sessions } = call.store;
  const durable = isDurable(call);
  const transaction = sessions.get(session, number);
  if (transaction !== 'committed') {
    const mine = transaction.turn.then(async () => {
      if (transaction.state === 'committed') return;
      const record = recordOf(number, new Map([['committedTransaction', true]]));
      await transaction.commit(() => {
        engine.sessions.put(session, record);
      }, durable);
    });
    transaction.turn = mine.catch(() => undefined);
    await mine;
  }
  if (durable) await engine.flushed();
}

async function abortTransaction(call: Call, session: Buffer, number: bigint): Promise<void> {
  isDurable(call);
  const transaction = call.store.sessions.get(session, number);
  checkOpen(transaction, number);
  transaction.abort();
  await transaction.ended;
}
