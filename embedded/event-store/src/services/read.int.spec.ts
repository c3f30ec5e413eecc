import {
  BACKWARDS,
  binaryEvent,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  UnknownError,
  type AllStreamResolvedEvent,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, labelsOf, serving, thing, things } from '../testing/served.js';

describe('a read of a stream', () => {
  const served = serving();
  before(() => served().client.appendToStream('four', things('a', 'b', 'c', 'd')));

  it('goes both ways, from anywhere, and takes no more than it asks for', async () => {
    const { client } = served();
    const read = (options: Parameters<typeof labelsOf>[2]) => labelsOf(client, 'four', options);
    expect(await read({ fromRevision: START })).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(await read({ fromRevision: 1n, maxCount: 2 })).to.deep.equal(['b', 'c']);
    expect(await read({ fromRevision: 9n })).to.deep.equal([]);
    expect(await read({ direction: BACKWARDS, fromRevision: END })).to.deep.equal(['d', 'c', 'b', 'a']);
    expect(await read({ direction: BACKWARDS, fromRevision: 1n })).to.deep.equal(['b', 'a']);
    expect(await read({ direction: BACKWARDS, fromRevision: 99n, maxCount: 1 })).to.deep.equal(['d']);
    expect(await read({ direction: BACKWARDS, fromRevision: START })).to.deep.equal(['a']);
    expect(await read({ fromRevision: 0xffffffffffffffffn })).to.deep.equal([]);
  });

  it('says that a stream is not there, and refuses what cannot be read', async () => {
    const { client } = served();
    const absent = await failureOf(() => labelsOf(client, 'absent'));
    expect(absent).to.be.instanceOf(StreamNotFoundError);
    expect(absent).to.include({ streamName: 'absent' });
    for (const [stream, options] of [
      ['four', { direction: FORWARDS, fromRevision: END }],
      ['', {}],
    ] as const)
      expect(await failureOf(() => labelsOf(client, stream, options))).to.be.instanceOf(UnknownError);
  });

  it('ends where the client cancels it', async () => {
    const { client } = served();
    await client.appendToStream(
      'long',
      Array.from({ length: 2_000 }, (_, k) => thing(k.toString())),
    );
    const reading = client.readStream('long');
    let seen = 0;
    for await (const { event } of reading) {
      if (event) seen++;
      if (seen === 3) break;
    }
    expect(seen).to.equal(3);
    expect(await labelsOf(client, 'long', { maxCount: 1 })).to.deep.equal(['0']);
  });

  it('resolves links where it is asked to, and delivers a link whose target is gone alone', async () => {
    const { client } = served();
    const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });
    await client.appendToStream('links', [link('1@four'), link('7@four'), link('0@absent'), link('no link')]);
    const read = async (resolveLinkTos: boolean) => {
      const seen: (string | undefined)[][] = [];
      for await (const { event, link: by } of client.readStream('links', { resolveLinkTos }))
        seen.push([event && `${event.revision.toString()}@${event.streamId}`, by?.type]);
      return seen;
    };
    expect(await read(true)).to.deep.equal([
      ['1@four', '$>'],
      [undefined, '$>'],
      [undefined, '$>'],
      ['3@links', undefined],
    ]);
    expect((await read(false)).map(([event]) => event)).to.deep.equal(['0@links', '1@links', '2@links', '3@links']);
  });
});

describe('a read of $all', () => {
  const served = serving();
  before(async () => {
    for (const stream of ['one', 'two', 'one']) await served().client.appendToStream(stream, thing(stream));
  });

  const read = async (options: Parameters<ReturnType<typeof served>['client']['readAll']>[0]) => {
    const seen: AllStreamResolvedEvent[] = [];
    for await (const event of served().client.readAll(options)) seen.push(event);
    return seen;
  };
  const mine = (seen: readonly AllStreamResolvedEvent[]): string[] =>
    seen.flatMap(({ event }) => (event && !event.streamId.startsWith('$') ? [event.streamId] : []));

  it('is in one order, which both directions share', async () => {
    const forwards = await read({ fromPosition: START });
    expect(mine(forwards)).to.deep.equal(['one', 'two', 'one']);
    expect(await read({ direction: BACKWARDS, fromPosition: END })).to.deep.equal([...forwards].reverse());
    const positions = forwards.map(({ event }) => event?.position.commit ?? 0n);
    expect(positions).to.deep.equal([...positions].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('from a position includes it forwards and leaves it out backwards', async () => {
    const all = await read({});
    const at = all[2]?.event?.position ?? START;
    expect(await read({ fromPosition: at, maxCount: 1 })).to.deep.equal([all[2]]);
    expect(await read({ fromPosition: at, direction: BACKWARDS, maxCount: 1 })).to.deep.equal([all[1]]);
  });

  it('holds what the server wrote for itself on a fresh log, and nothing behind the end', async () => {
    expect((await read({ maxCount: 1 }))[0]?.event?.streamId).to.match(/^\$/);
    expect(await read({ direction: FORWARDS, fromPosition: END })).to.deep.equal([]);
  });
});
