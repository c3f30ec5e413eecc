import { ErrorType } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  MongoWriteConcernError,
} from 'mongodb';
import { isStoreFailure, storeTroubleOf } from './store-failure.js';

const server = (code: number, labels: readonly string[] = []): MongoServerError =>
  new MongoServerError({ message: `code ${code.toString()}`, code, errorLabels: [...labels] });
/** As the driver makes them, which types its results for nobody else. */
const bulk = (error: object): MongoBulkWriteError => new MongoBulkWriteError(error as never, {} as never);
const ofClient = (type: ErrorType, code?: number): Error => Object.assign(new Error(type), { type, code });
const ofGrpc = (code: number): Error => Object.assign(new Error('call'), { code, details: '', metadata: {} });

describe('an error of a store', () => {
  it('is passing for every code that drivers may retry', () => {
    // mongodb/specifications, retryable reads and writes.
    for (const code of [6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])
      expect(storeTroubleOf(server(code)), code.toString()).to.equal('passing');
  });

  it('is passing where an operator or time mends it: a full disk, a lock, a limit, a lost cursor, an unmet concern', () => {
    for (const code of [14_031, 24, 50, 43, 112, 11_601, 64, 100, 371, 402, 433, 462, 10_058])
      expect(storeTroubleOf(server(code)), code.toString()).to.equal('passing');
  });

  it('is of the configuration where rights are missing, which is no reason to ask again in a moment', () => {
    for (const code of [11, 13, 18, 79, 8_000]) {
      expect(storeTroubleOf(server(code)), code.toString()).to.equal('configuration');
      expect(isStoreFailure(server(code))).to.equal(false);
    }
    expect(storeTroubleOf(ofClient(ErrorType.ACCESS_DENIED))).to.equal('configuration');
    expect(storeTroubleOf(ofGrpc(16))).to.equal('configuration');
  });

  it('is an answer where we asked for nonsense: a key twice, an update that cannot be, a command that is not', () => {
    for (const code of [2, 9, 14, 20, 28, 40, 59, 66, 67, 72, 85, 86, 115, 121, 10_334, 11_000, 17_280])
      expect(storeTroubleOf(server(code)), code.toString()).to.equal(undefined);
    expect(storeTroubleOf(new MongoError('who knows'))).to.equal(undefined);
    expect(storeTroubleOf(new TypeError('undefined is not a function'))).to.equal(undefined);
    expect(storeTroubleOf('away')).to.equal(undefined);
  });

  it('is passing where the server says so with a label, whatever its number', () => {
    expect(storeTroubleOf(server(1, ['RetryableWriteError']))).to.equal('passing');
    expect(storeTroubleOf(server(1, ['SystemOverloadedError']))).to.equal('passing');
    expect(storeTroubleOf(server(1, ['NoWritesPerformed']))).to.equal(undefined);
  });

  it('is passing where no server was reached', () => {
    expect(storeTroubleOf(new MongoNetworkError('read ECONNRESET'))).to.equal('passing');
    expect(storeTroubleOf(new MongoServerSelectionError('none', {} as never))).to.equal('passing');
    const unresolved = Object.assign(new Error('querySrv ETIMEOUT'), { syscall: 'querySrv', code: 'ETIMEOUT' });
    expect(storeTroubleOf(unresolved)).to.equal('passing');
  });

  it('is within a bulk write what it is by itself', () => {
    expect(storeTroubleOf(bulk(new MongoNetworkError('closed')))).to.equal('passing');
    expect(storeTroubleOf(bulk(new MongoServerSelectionError('none', {} as never)))).to.equal('passing');
    expect(storeTroubleOf(bulk(server(10_107)))).to.equal('passing');
    expect(storeTroubleOf(bulk(server(14_031)))).to.equal('passing');
    expect(storeTroubleOf(bulk(server(13)))).to.equal('configuration');
    expect(storeTroubleOf(bulk(server(66)))).to.equal(undefined);
    expect(storeTroubleOf(bulk({ message: 'waited too long', code: 64 }))).to.equal('passing');
  });

  it('is told by all operations of a bulk write: keys that are there beside a full disk, or one that cannot be', () => {
    const of = (...codes: readonly number[]) =>
      storeTroubleOf(bulk({ message: 'of several', code: codes[0], writeErrors: codes.map((code) => ({ code })) }));
    expect(of(11_000, 14_031)).to.equal('passing');
    expect(of(14_031, 13)).to.equal('configuration');
    expect(of(14_031, 66)).to.equal(undefined);
    expect(of(11_000, 11_000)).to.equal(undefined);
  });

  it('is passing where a write was done and is not safe yet', () => {
    const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
    expect(storeTroubleOf(new MongoWriteConcernError({ ok: 1, writeConcernError }))).to.equal('passing');
  });

  it('is passing where the event store is away, has no leader, or breaks off within an answer', () => {
    for (const type of [
      ErrorType.UNAVAILABLE,
      ErrorType.DEADLINE_EXCEEDED,
      ErrorType.CANCELLED,
      ErrorType.TIMEOUT,
      ErrorType.NOT_LEADER,
    ])
      expect(storeTroubleOf(ofClient(type)), type).to.equal('passing');
    expect(storeTroubleOf(ofClient(ErrorType.UNKNOWN, 13))).to.equal('passing');
    expect(storeTroubleOf(ofClient(ErrorType.UNKNOWN, 2))).to.equal(undefined);
    expect(storeTroubleOf(ofClient(ErrorType.WRONG_EXPECTED_VERSION))).to.equal(undefined);
    for (const code of [1, 4, 8, 13, 14]) expect(storeTroubleOf(ofGrpc(code)), code.toString()).to.equal('passing');
    expect(storeTroubleOf(ofGrpc(3))).to.equal(undefined);
  });
});
