import { ANY, NO_STREAM, STREAM_EXISTS, StreamDeletedError, WrongExpectedVersionError } from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, labelsOf, serving, thing, things } from '../testing/served.js';

/** The client sends it, and its types do not list it for removals. */
const streamExists = STREAM_EXISTS as unknown as typeof ANY;

describe('a stream that is deleted', () => {
  const served = serving();

  it('is hidden until it is written again, and goes on where it was', async () => {
    const { client } = served();
    await client.appendToStream('gone-1', things('a', 'b'));
    const { position } = await client.deleteStream('gone-1', { expectedRevision: 1n });
    expect(position?.commit).to.be.a('bigint');
    expect(await failureOf(() => labelsOf(client, 'gone-1'))).to.include({ type: 'stream-not-found' });
    const { nextExpectedRevision } = await client.appendToStream('gone-1', thing('c'), { expectedRevision: NO_STREAM });
    expect(nextExpectedRevision).to.equal(2n);
    expect(await labelsOf(client, 'gone-1')).to.deep.equal(['c']);
  });

  it('comes back, empty, when its metadata is set', async () => {
    const { client } = served();
    await client.appendToStream('gone-2', things('a', 'b'));
    await client.deleteStream('gone-2');
    await client.setStreamMetadata('gone-2', { maxCount: 5 });
    expect(await labelsOf(client, 'gone-2')).to.deep.equal([]);
    expect((await client.getStreamMetadata('gone-2')).metadata).to.deep.equal({ maxCount: 5, truncateBefore: 2 });
  });

  it('has to be as expected, and to be there at all', async () => {
    const { client } = served();
    await client.appendToStream('gone-3', things('a', 'b'));
    const wrong = await failureOf(() => client.deleteStream('gone-3', { expectedRevision: 0n }));
    expect(wrong).to.be.instanceOf(WrongExpectedVersionError);
    expect(wrong).to.deep.include({ streamName: 'gone-3', expectedVersion: 0n, actualVersion: 1n });
    const absent = await failureOf(() => client.deleteStream('never', { expectedRevision: ANY }));
    expect(absent).to.be.instanceOf(WrongExpectedVersionError);
    const unsupported = await failureOf(() => client.deleteStream('gone-3', { expectedRevision: streamExists }));
    expect(unsupported).to.include({ type: 'unknown' });
    expect(await failureOf(() => client.deleteStream(''))).to.include({ type: 'unknown' });
    expect(await labelsOf(client, 'gone-3')).to.deep.equal(['a', 'b']);
  });

  it('is named in the failure also where its name is not ASCII', async () => {
    const { client } = served();
    const wrong = await failureOf(() => client.deleteStream('漢字-1', { expectedRevision: 3n }));
    expect(wrong).to.be.instanceOf(WrongExpectedVersionError);
  });
});

describe('a stream that is tombstoned', () => {
  const served = serving();

  it('is gone for ever, with its metadata, for readers and writers', async () => {
    const { client } = served();
    await client.appendToStream('dead-1', thing('a'));
    expect((await client.tombstoneStream('dead-1', { expectedRevision: streamExists })).position).to.be.an('object');
    for (const work of [
      () => labelsOf(client, 'dead-1'),
      () => client.appendToStream('dead-1', thing('b')),
      () => client.appendToStream('dead-1', thing('b'), { credentials: { username: 'a', password: 'b' } }),
      () => client.deleteStream('dead-1'),
      () => client.tombstoneStream('dead-1'),
      () => client.getStreamMetadata('dead-1'),
      () => client.setStreamMetadata('dead-1', { maxCount: 1 }),
    ]) {
      const failure = await failureOf(work);
      expect(failure).to.be.instanceOf(StreamDeletedError);
      expect((failure as StreamDeletedError).streamName).to.match(/^(\$\$)?dead-1$/);
    }
  });

  it('may be one that never was, and has to be as expected', async () => {
    const { client } = served();
    await client.tombstoneStream('dead-2', { expectedRevision: NO_STREAM });
    expect(await failureOf(() => labelsOf(client, 'dead-2'))).to.be.instanceOf(StreamDeletedError);
    await client.appendToStream('alive', thing('a'));
    expect(await failureOf(() => client.tombstoneStream('alive', { expectedRevision: 4n }))).to.be.instanceOf(
      WrongExpectedVersionError,
    );
    expect(await labelsOf(client, 'alive')).to.deep.equal(['a']);
  });
});
