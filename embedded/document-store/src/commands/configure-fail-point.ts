import { StoreError } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { checkNames, docField, flagField, wholeOf } from './command.js';
import type { Command } from './command.js';
import type { FailCommand, FailWrite } from './fail-points.js';

const dataFields = [
  'failCommands',
  'errorCode',
  'errorLabels',
  'writeConcernError',
  'closeConnection',
  'blockConnection',
  'blockTimeMS',
  'appName',
];

function parseMode(mode: Value): { skip: number; times: number } {
  if (mode === 'off') return { skip: 0, times: 0 };
  if (mode === 'alwaysOn') return { skip: 0, times: Infinity };
  if (isDoc(mode) && mode.size === 1) {
    if (mode.has('times')) return { skip: 0, times: wholeOf(mode.get('times'), 'mode.times', 0) };
    if (mode.has('skip')) return { skip: wholeOf(mode.get('skip'), 'mode.skip', 0), times: Infinity };
  }
  throw new StoreError('BadValue', "the mode of a fail point is 'off', 'alwaysOn', {times: n} or {skip: n}");
}

function parseData(data: Doc): FailCommand {
  checkNames(data, 'configureFailPoint.data', dataFields);
  const code = data.get('errorCode');
  if (code !== undefined && !isNumeric(code)) throw new StoreError('TypeMismatch', 'errorCode must be a number');
  const appName = data.get('appName');
  if (appName !== undefined && typeof appName !== 'string')
    throw new StoreError('TypeMismatch', 'appName must be a string');
  const blocks = flagField(data.get('blockConnection'), 'blockConnection');
  if (blocks && !data.has('blockTimeMS'))
    throw new StoreError('InvalidOptions', 'blockConnection needs blockTimeMS, in milliseconds');
  return {
    commands: texts(data.get('failCommands'), 'failCommands'),
    appName,
    errorCode: code === undefined ? undefined : toNumber(code),
    errorLabels: data.has('errorLabels') ? texts(data.get('errorLabels'), 'errorLabels') : undefined,
    writeConcernError: data.has('writeConcernError')
      ? docField(data.get('writeConcernError'), 'writeConcernError')
      : undefined,
    closeConnection: flagField(data.get('closeConnection'), 'closeConnection'),
    blockMs: blocks ? wholeOf(data.get('blockTimeMS'), 'blockTimeMS', 0) : 0,
  };
}

/** https://github.com/mongodb/specifications, retryable writes: the connection is closed unless it is said not to be. */
function parseWriteData(data: Doc): FailWrite {
  checkNames(data, 'configureFailPoint.data', ['failBeforeCommitExceptionCode', 'closeConnection']);
  const code = data.get('failBeforeCommitExceptionCode');
  if (code !== undefined && !isNumeric(code))
    throw new StoreError('TypeMismatch', 'failBeforeCommitExceptionCode must be a number');
  return {
    failBeforeCommit: code === undefined ? undefined : toNumber(code),
    closeConnection: !data.has('closeConnection') || flagField(data.get('closeConnection'), 'closeConnection'),
  };
}

function texts(value: Value, name: string): string[] {
  if (!Array.isArray(value)) throw new StoreError('TypeMismatch', `${name} must be a list of strings`);
  return value.map((one) => {
    if (typeof one !== 'string') throw new StoreError('TypeMismatch', `${name} must be a list of strings`);
    return one;
  });
}

/** Refused unless the server was started to be tested: nobody's commands fail because of another client. */
export const configureFailPoint: Command = {
  fields: ['mode', 'data'],
  run(call) {
    const { failPoints } = call.store;
    if (failPoints === undefined)
      throw new StoreError(
        'CommandNotFound',
        "no such command: 'configureFailPoint'; start the server with --test-commands to have it",
      );
    const name = call.request.get('configureFailPoint');
    const { skip, times } = parseMode(call.request.get('mode'));
    const data = docField(call.request.get('data'), 'data');
    if (name === 'failCommand') failPoints.set(times === 0 ? undefined : parseData(data), skip, times);
    else if (name === 'onPrimaryTransactionalWrite')
      failPoints.setWrite(times === 0 ? undefined : parseWriteData(data), skip, times);
    else
      throw new StoreError(
        'CommandNotSupported',
        `the fail points here are failCommand and onPrimaryTransactionalWrite, not ${typeof name === 'string' ? name : typeName(name)}`,
      );
    return { fields: docOf({}) };
  },
};
