import { ConnectionLost, StoreError } from '../errors.js';
import { readDocument } from '../bson/read.js';
import { Binary, isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import type { Reply } from '../wire/reply.js';
import { deadlineIn } from '../query/stream.js';
import type { Request } from '../wire/message.js';
import { wholeField } from './command.js';
import type { Call, Store } from './command.js';
import type { FailWrite } from './fail-points.js';
import { isDurable } from './write-concern.js';

/** The session's id of a request, 16 bytes, or undefined. */
export function sessionOf(call: Call): Buffer | undefined {
  const lsid = call.request.get('lsid');
  if (lsid === undefined) return undefined;
  return sessionId(isDoc(lsid) ? lsid.get('id') : undefined);
}

/** The 16 bytes of a session's UUID. */
export function sessionId(id: Value): Buffer {
  if (!(id instanceof Binary) || id.position !== 16) throw new StoreError('InvalidOptions', 'lsid.id must be a UUID');
  return Buffer.from(id.buffer.subarray(0, 16));
}

/** What the disk keeps of a session's last write: its number, when it was, and its answer. */
export function recordOf(number: bigint, answer: Doc): Buffer {
  const head = Buffer.allocUnsafe(16);
  head.writeBigInt64LE(number, 0);
  head.writeDoubleLE(Date.now(), 8);
  return Buffer.concat([head, encodeDocument(answer)]);
}

/**
 * Runs a write in a transaction. With a transaction number it is a retryable write: its answer is stored in the same transaction, one per
 * session, and a repeat of the number gets that answer and writes nothing, also after a restart.
 *
 * @param write is told when its time is over, on the clock of `performance.now()`
 */
export async function runWrite(call: Call, write: (deadline: number) => Doc): Promise<Reply> {
  const { request, store } = call;
  const deadline = deadlineIn(wholeField(call, 'maxTimeMS', 0));
  const work = (): Doc => write(deadline);
  // In a multi-document transaction it is the commit that is durable and retried.
  if (call.transaction !== undefined) return { fields: await store.writer.write(work, false) };
  const durable = isDurable(call);
  const number = request.get('txnNumber');
  if (number === undefined) return { fields: await store.writer.write(work, durable, deadline) };
  const session = sessionOf(call);
  if (typeof number !== 'bigint' || session === undefined) {
    throw new StoreError('InvalidOptions', 'a txnNumber must be a long, and needs an lsid');
  }
  store.sessions.write(session, number);
  let fault: FailWrite | undefined;
  const fields = await store.writer.write(
    () => {
      const stored = store.engine.sessions.get(session);
      if (stored !== undefined) {
        const last = stored.readBigInt64LE(0);
        if (last > number) {
          throw new StoreError(
            'TransactionTooOld',
            `Retryable write with txnNumber ${String(number)} is prohibited because a newer one with txnNumber ${String(last)} has already started on this session.`,
          );
        }
        if (last === number) return readDocument(stored, 16);
      }
      fault = store.failPoints?.hitWrite(statementsOf(request));
      if (fault?.failBeforeCommit !== undefined) return docOf({});
      const answer = work();
      store.engine.sessions.put(session, recordOf(number, answer));
      return answer;
    },
    durable,
    deadline,
  );
  failAs(fault);
  return { fields };
}

const lists = ['documents', 'updates', 'deletes', 'ops'];

/** How many statements a write has: `findAndModify` is one. */
function statementsOf(request: Request): number {
  for (const name of lists) {
    const list = request.get(name);
    if (Array.isArray(list)) return list.length;
  }
  return 1;
}

/** Tells what a fail point has broken, as it says. */
function failAs(fault: FailWrite | undefined): void {
  if (fault === undefined) return;
  if (fault.closeConnection) throw new ConnectionLost();
  if (fault.failBeforeCommit !== undefined)
    throw new StoreError(fault.failBeforeCommit, "Failing write via 'onPrimaryTransactionalWrite' failpoint");
}

/** The part of a write's answer that tells a refused document. */
export function writeError(index: number, error: StoreError): Doc {
  return docOf({ index, code: error.code, errmsg: error.message, ...error.details });
}

/** Longer than a session lives (30 minutes), so no client can still repeat what is forgotten. */
const memory = 60 * 60 * 1_000;

/** Forgets the answers of sessions that ended long ago. */
export async function forgetOldSessions(store: Pick<Store, 'engine' | 'writer'>, now: number): Promise<number> {
  const { sessions } = store.engine;
  const old: Buffer[] = [];
  for (const { key, value } of sessions.range({ start: Buffer.alloc(1), end: Buffer.alloc(17, 0xff) })) {
    if (value.readDoubleLE(8) < now - memory) old.push(key);
  }
  if (old.length > 0) {
    await store.writer.write(() => {
      for (const key of old) {
        const value = sessions.get(key);
        // It may have been used again while this waited for its turn.
        if (value !== undefined && value.readDoubleLE(8) < now - memory) sessions.remove(key);
      }
    }, false);
  }
  return old.length;
}
