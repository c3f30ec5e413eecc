import { randomUUID } from 'node:crypto';
import { StoreError } from '../errors.js';
import { Binary, isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import type { Call, Command } from './command.js';
import { sessionId } from './retryable.js';

/** Minutes that a session lives without being used, as hello tells clients. */
export const sessionMinutes = 30;

/** The sessions that a command names in its first field: `[{id: UUID}, ...]`. */
function named(call: Call): Buffer[] {
  const { name } = call.request;
  const list: Value = call.request.get(name);
  if (!Array.isArray(list))
    throw new StoreError('TypeMismatch', `BSON field '${name}.${name}' is the wrong type, expected type 'array'`);
  return list.map((one) => {
    if (!isDoc(one)) throw new StoreError('TypeMismatch', `${name} takes a list of objects {id: UUID}`);
    return sessionId(one.get('id'));
  });
}

const ending: Command = {
  fields: [],
  run(call) {
    for (const session of named(call)) call.store.sessions.end(session);
    return { fields: docOf({}) };
  },
};

/** Nobody has a name here, so users are not told apart: all sessions end. */
const killAllSessions: Command = {
  fields: [],
  run(call) {
    const users = call.request.get('killAllSessions');
    if (!Array.isArray(users))
      throw new StoreError(
        'TypeMismatch',
        "BSON field 'killAllSessions.killAllSessions' is the wrong type, expected type 'array'",
      );
    if (users.length > 0)
      throw new StoreError('CommandNotSupported', 'killAllSessions of some users is not supported: there are no users');
    call.store.sessions.endAll();
    return { fields: docOf({}) };
  },
};

/** A session without a transaction leaves nothing here that could grow old, so there is nothing to refresh but the form. */
const refreshSessions: Command = {
  fields: [],
  run(call) {
    named(call);
    return { fields: docOf({}) };
  },
};

const startSession: Command = {
  fields: [],
  run: () => ({
    fields: docOf({
      id: { id: new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID) },
      timeoutMinutes: sessionMinutes,
    }),
  }),
};

/** With autocommit they never come here: `runStatement` has them. */
const withoutTransaction: Command = {
  fields: ['recoveryToken'],
  run(call) {
    throw new StoreError('InvalidOptions', `${call.request.name} must be run within a transaction`);
  },
};

export const sessionCommands: readonly (readonly [string, Command])[] = [
  ['startSession', startSession],
  ['endSessions', ending],
  ['killSessions', ending],
  ['killAllSessions', killAllSessions],
  ['refreshSessions', refreshSessions],
  ['commitTransaction', withoutTransaction],
  ['abortTransaction', withoutTransaction],
];
