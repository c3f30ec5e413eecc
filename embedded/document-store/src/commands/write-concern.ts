import { StoreError } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { checkNames, docField, flagField, wholeOf } from './command.js';
import type { Call } from './command.js';

/** Write commands of this one node reach one node. */
const nodes = 1;

function concernOf(call: Call): Doc {
  const concern = docField(call.request.get('writeConcern'), 'writeConcern');
  checkNames(concern, 'writeConcern', ['w', 'j', 'wtimeout', 'fsync', 'provenance']);
  return concern;
}

/** True when the write must be on the disk before it is acknowledged: w: 'majority' (the default of a replica set) or j: true. */
export function isDurable(call: Call): boolean {
  const concern = concernOf(call);
  const w = concern.get('w');
  const j = concern.get('j');
  if (j !== undefined && j !== null && typeof j !== 'boolean' && !isNumeric(j)) {
    throw new StoreError('FailedToParse', 'j must be numeric or a boolean value');
  }
  wholeOf(concern.get('wtimeout'), 'writeConcern.wtimeout', 0);
  const journalled = flagField(j, 'j') || flagField(concern.get('fsync'), 'fsync');
  if (w === undefined) return j === undefined || journalled;
  return typeof w === 'string' || countOf(w) > nodes || journalled;
}

function countOf(w: Value): number {
  const count = isNumeric(w) ? toNumber(w) : Number.NaN;
  if (!Number.isInteger(count) || count < 0 || count > 50) {
    throw new StoreError('FailedToParse', 'w has to be a non-negative number and not greater than 50');
  }
  return count;
}

/**
 * What a write concern asks for that one node cannot do. As in MongoDB the write is done and stays, and the answer says beside it that the
 * concern was not met.
 */
export function unmetConcern(call: Call): Doc | undefined {
  if (!call.request.has('writeConcern')) return undefined;
  const w = concernOf(call).get('w');
  if (typeof w === 'string' && w !== 'majority')
    return unmet(
      79,
      'UnknownReplWriteConcern',
      `No write concern mode named '${w}' found in replica set configuration`,
    );
  if (isNumeric(w) && toNumber(w) > nodes)
    return unmet(100, 'UnsatisfiableWriteConcern', 'Not enough data-bearing nodes');
  return undefined;
}

function unmet(code: number, codeName: string, errmsg: string): Doc {
  return docOf({ code, codeName, errmsg });
}
