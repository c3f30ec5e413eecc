import {
  ANY,
  BACKWARDS,
  END,
  eventTypeFilter,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  MaxAppendSizeExceededError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { startEventStore, type RunningEventStore } from './server.js';
import { temporaryFolder } from './testing/server-process.js';

const event = (label: string, id = randomUUID()) => jsonEvent({ id, type: 'thing', data: { label } });

describe('the event store, through the official client', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    client = EventStoreDBClient.connectionString(server.url);
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });

  const labels = async (stream: string, options = {}): Promise<string[]> => {
    const found: string[] = [];
    for await (const { event: read } of client.readStream<{ type: string; data: { label: string } }>(stream, options))
      found.push(read?.data.label ?? '');
    return found;
  };
  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error;
    }
    throw new Error('it did not fail');
  };

  it('gives back what was appended, with its place and time', async () => {
    const sent = event('a');
    const { position, nextExpectedRevision } = await client.appendToStream('plain-1', sent, {
      expectedRevision: NO_STREAM,
    });
    expect(nextExpectedRevision).to.equal(0n);
    const found = [];
    for await (const { event: read } of client.readStream('plain-1')) found.push(read);
    const [read] = found;
    expect(read).to.deep.include({
      id: sent.id,
      streamId: 'plain-1',
      revision: 0n,
      type: 'thing',
      data: { label: 'a' },
      isJson: true,
    });
    expect(read?.position?.commit).to.equal(position?.commit);
    expect(Math.abs(Date.now() - (read?.created.getTime() ?? 0))).to.be.below(5_000);
  });

  it('reads both ways, from a revision, and no more than asked', async () => {
    await client.appendToStream(
      'plain-2',
      ['a', 'b', 'c', 'd'].map((label) => event(label)),
    );
    expect(await labels('plain-2')).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(await labels('plain-2', { direction: BACKWARDS, fromRevision: END })).to.deep.equal(['d', 'c', 'b', 'a']);
    expect(await labels('plain-2', { fromRevision: 1n, maxCount: 2 })).to.deep.equal(['b', 'c']);
    expect(await labels('plain-2', { fromRevision: 9n })).to.deep.equal([]);
  });

  it('lets one of many writers win who expect the same revision', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        client.appendToStream('race-1', event(`w${i.toString()}`), { expectedRevision: NO_STREAM }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).to.have.length(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(WrongExpectedVersionError);
  });

  it('recognises a repeat by its ids, and answers where it stood', async () => {
    const sent = [event('a'), event('b')];
    const first = await client.appendToStream('repeat-1', sent, { expectedRevision: NO_STREAM });
    await client.appendToStream('repeat-1', event('c'));
    for (const expectedRevision of [NO_STREAM, ANY] as const) {
      const again = await client.appendToStream('repeat-1', sent, { expectedRevision });
      expect(again).to.deep.include({ nextExpectedRevision: 1n, position: first.position });
    }
    expect(await labels('repeat-1')).to.deep.equal(['a', 'b', 'c']);
  });

  it('says by name what is wrong', async () => {
    expect(await failureOf(labels('absent-1'))).to.be.instanceOf(StreamNotFoundError);
    expect(
      await failureOf(client.appendToStream('absent-1', event('a'), { expectedRevision: STREAM_EXISTS })),
    ).to.be.instanceOf(WrongExpectedVersionError);
    const wrong = await failureOf(client.appendToStream('plain-2', event('z'), { expectedRevision: 1n }));
    expect(wrong).to.deep.include({ streamName: 'plain-2', expectedVersion: 1n, actualVersion: 3n });
    const large = jsonEvent({ type: 'large', data: { pad: 'x'.repeat(1024 * 1024) } });
    expect(await failureOf(client.appendToStream('large-1', large))).to.be.instanceOf(MaxAppendSizeExceededError);
    expect(await labels('plain-2')).to.have.length(4);
  });

  it('hides a deleted stream until it is written again, and a tombstoned one for ever', async () => {
    await client.appendToStream('gone-1', [event('a'), event('b')]);
    await client.deleteStream('gone-1');
    expect(await failureOf(labels('gone-1'))).to.be.instanceOf(StreamNotFoundError);
    const { nextExpectedRevision } = await client.appendToStream('gone-1', event('c'), { expectedRevision: NO_STREAM });
    expect(nextExpectedRevision).to.equal(2n);
    expect(await labels('gone-1')).to.deep.equal(['c']);
    await client.tombstoneStream('gone-1');
    expect(await failureOf(labels('gone-1'))).to.be.instanceOf(StreamDeletedError);
    expect(await failureOf(client.appendToStream('gone-1', event('d')))).to.be.instanceOf(StreamDeletedError);
  });

  it('cuts a stream as its metadata says', async () => {
    await client.appendToStream(
      'cut-1',
      ['a', 'b', 'c', 'd'].map((label) => event(label)),
    );
    await client.setStreamMetadata('cut-1', { maxCount: 2 });
    expect(await labels('cut-1')).to.deep.equal(['c', 'd']);
    await client.setStreamMetadata('cut-1', { truncateBefore: 3 });
    expect(await labels('cut-1')).to.deep.equal(['d']);
  });

  it('follows a stream from history into what comes, with no gap and nothing twice', async () => {
    await client.appendToStream('live-1', event('0'));
    const subscription = client.subscribeToStream<{ type: string; data: { label: string } }>('live-1', {
      fromRevision: START,
    });
    const seen: string[] = [];
    const done = new Promise<void>((resolve, reject) => {
      subscription.on('data', ({ event: read }) => {
        seen.push(read?.data.label ?? '');
        if (seen.length === 200) resolve();
      });
      subscription.on('error', reject);
    });
    for (let i = 1; i < 200; i++) await client.appendToStream('live-1', event(i.toString()));
    await done;
    await subscription.unsubscribe();
    expect(seen).to.deep.equal(Array.from({ length: 200 }, (_, i) => i.toString()));
  });

  it('filters $all on the server, and says how far it looked', async () => {
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['wanted-'],
      checkpointInterval: 1,
      maxSearchWindow: 32,
      checkpointReached: (_, position) => void checkpoints.push(position.commit),
    });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    const seen: string[] = [];
    subscription.on('data', ({ event: read }) => seen.push(read?.streamId ?? ''));
    await client.appendToStream('wanted-1', event('a'));
    for (let i = 0; i < 100; i++) await client.appendToStream('other-1', event('b'));
    const { position } = await client.appendToStream('wanted-2', event('c'));
    for (let waited = 0; seen.length < 2 && waited < 5_000; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await subscription.unsubscribe();
    expect(seen).to.deep.equal(['wanted-1', 'wanted-2']);
    expect(checkpoints).not.to.equal([]);
    expect(
      checkpoints.every((at, i) => at <= (position?.commit ?? 0n) && (i === 0 || at > (checkpoints[i - 1] ?? 0n))),
    ).to.equal(true);
  });

  it('refuses a regular expression that is none', async () => {
    const subscription = client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
    const error = await new Promise<Error>((resolve) => subscription.on('error', resolve));
    expect(error.message).to.contain('is no regular expression');
  });

  it('answers probes over plain HTTP on the same port', async () => {
    const base = `http://127.0.0.1:${server.port.toString()}`;
    expect((await fetch(`${base}/health/live`)).status).to.equal(204);
    expect((await fetch(`${base}/nothing`)).status).to.equal(404);
  });
});
