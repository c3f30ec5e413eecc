import { expect } from 'chai';
import { judgeAppend, judgeRemoval, type Expected, type StreamFacts } from './append-rules.js';

const facts = (more: Partial<StreamFacts> = {}): StreamFacts => ({
  lastRevision: 2,
  tombstoned: false,
  softDeleted: false,
  hasMetadata: false,
  known: [undefined],
  ...more,
});
const at = (revision: number): Expected => ({ kind: 'revision', revision });
const any: Expected = { kind: 'any' };
const noStream: Expected = { kind: 'no-stream' };
const exists: Expected = { kind: 'stream-exists' };

describe('an append', () => {
  it('is written at the revision it expects', () => {
    expect(judgeAppend(at(2), facts())).to.deep.equal({ kind: 'write' });
    expect(judgeAppend(noStream, facts({ lastRevision: -1 }))).to.deep.equal({ kind: 'write' });
    expect(judgeAppend(any, facts())).to.deep.equal({ kind: 'write' });
    expect(judgeAppend(exists, facts())).to.deep.equal({ kind: 'write' });
  });
  it('is refused elsewhere', () => {
    for (const expected of [at(1), at(3), noStream])
      expect(judgeAppend(expected, facts())).to.deep.equal({ kind: 'wrong-version' });
    expect(judgeAppend(exists, facts({ lastRevision: -1 }))).to.deep.equal({ kind: 'wrong-version' });
  });
  it('finds a stream that has metadata alone', () => {
    expect(judgeAppend(exists, facts({ lastRevision: -1, hasMetadata: true }))).to.deep.equal({ kind: 'write' });
  });
  it('is a repeat where the same ids stand right after the expected revision', () => {
    expect(judgeAppend(at(0), facts({ known: [1, 2] }))).to.deep.equal({ kind: 'repeat', lastRevision: 2 });
    expect(judgeAppend(noStream, facts({ known: [0] }))).to.deep.equal({ kind: 'repeat', lastRevision: 0 });
    expect(judgeAppend(at(0), facts({ known: [2, 1] }))).to.deep.equal({ kind: 'wrong-version' });
    expect(judgeAppend(at(0), facts({ known: [1, undefined] }))).to.deep.equal({ kind: 'wrong-version' });
  });
  it('without a revision is a repeat where all ids are known, new where the first is not, and neither where they are mixed', () => {
    expect(judgeAppend(any, facts({ known: [1, 2] }))).to.deep.equal({ kind: 'repeat', lastRevision: 2 });
    expect(judgeAppend(any, facts({ known: [undefined, 2] }))).to.deep.equal({ kind: 'write' });
    expect(judgeAppend(any, facts({ known: [1, undefined] }))).to.deep.equal({ kind: 'wrong-version' });
  });
  it('never reaches a tombstoned stream, and a deleted one only as new', () => {
    for (const expected of [any, noStream, exists, at(2)])
      expect(judgeAppend(expected, facts({ tombstoned: true }))).to.deep.equal({ kind: 'deleted' });
    expect(judgeAppend(noStream, facts({ softDeleted: true }))).to.deep.equal({ kind: 'write' });
    expect(judgeAppend(exists, facts({ softDeleted: true }))).to.deep.equal({ kind: 'deleted' });
  });
});

describe('a removal', () => {
  const absent = facts({ lastRevision: -1 });
  it('needs something to delete, but closes also what never was', () => {
    for (const expected of [any, noStream, at(0)])
      expect(judgeRemoval('delete', expected, absent)).to.deep.equal({ kind: 'wrong-version' });
    for (const expected of [any, noStream])
      expect(judgeRemoval('tombstone', expected, absent)).to.deep.equal({ kind: 'write' });
    expect(judgeRemoval('delete', noStream, facts({ lastRevision: -1, hasMetadata: true }))).to.deep.equal({
      kind: 'write',
    });
  });
  it('happens at the revision it expects and at no other', () => {
    for (const kind of ['delete', 'tombstone'] as const) {
      expect(judgeRemoval(kind, at(2), facts())).to.deep.equal({ kind: 'write' });
      for (const expected of [at(1), at(3), noStream])
        expect(judgeRemoval(kind, expected, facts())).to.deep.equal({ kind: 'wrong-version' });
    }
  });
  it('of what is gone is refused, or repeated where the stream may come back', () => {
    expect(judgeRemoval('tombstone', any, facts({ tombstoned: true }))).to.deep.equal({ kind: 'deleted' });
    expect(judgeRemoval('tombstone', exists, facts({ softDeleted: true }))).to.deep.equal({ kind: 'deleted' });
    expect(judgeRemoval('delete', noStream, facts({ softDeleted: true }))).to.deep.equal({ kind: 'write' });
  });
});

describe('an append of nothing', () => {
  it('meets a deleted stream as one that is there', () => {
    expect(judgeAppend(noStream, facts({ softDeleted: true, known: [] }))).to.deep.equal({ kind: 'wrong-version' });
    expect(judgeAppend(noStream, facts({ lastRevision: -1, known: [] }))).to.deep.equal({ kind: 'write' });
  });
});
