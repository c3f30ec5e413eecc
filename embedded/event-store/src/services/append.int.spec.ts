import {
  ANY,
  binaryEvent,
  DeadlineExceededError,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, labelsOf, serving, thing, things } from '../testing/served.js';

/** Credentials of its own make the client send an append as a call of its own; without, it goes into a batch. */
const ways = {
  'in a batch': {},
  'in a call of its own': { credentials: { username: 'admin', password: 'changeit' } },
} as const;

describe('an append', () => {
  const served = serving();

  it('to a stream of links is refused: nobody would ever read it there', async () => {
    for (const name of ['$ce-cart', '$et-thing', '$bc-1', '$streams']) {
      const failure = await failureOf(() => served().client.appendToStream(name, thing('a')));
      expect(failure, name).to.be.instanceOf(UnknownError);
    }
  });

  for (const [way, options] of Object.entries(ways)) {
    const stream = (name: string): string => `${name}-${way.replaceAll(' ', '-')}`;

    describe(way, () => {
      it('is read back as it was sent, with its place and time', async () => {
        const { client } = served();
        const sent = jsonEvent({ type: 'tÿpe-漢字-🦉', data: { k: 'ÿ漢字🦉' }, metadata: { $correlationId: 'c-1' } });
        const name = stream('plain 漢字/🦉');
        const { position, nextExpectedRevision, success } = await client.appendToStream(name, sent, {
          ...options,
          expectedRevision: NO_STREAM,
        });
        expect({ success, nextExpectedRevision }).to.deep.equal({ success: true, nextExpectedRevision: 0n });
        for await (const { event, commitPosition } of client.readStream(name)) {
          expect(event).to.deep.include({ id: sent.id, streamId: name, revision: 0n, type: sent.type, isJson: true });
          expect(event?.data).to.deep.equal(sent.data);
          expect(event?.metadata).to.deep.equal(sent.metadata);
          expect(event?.position?.commit).to.equal(position?.commit);
          expect(commitPosition).to.equal(position?.commit);
          expect(Math.abs(Date.now() - (event?.created.getTime() ?? 0))).to.be.below(5_000);
        }
      });

      it('keeps bytes as they are', async () => {
        const { client } = served();
        const sent = binaryEvent({ type: 'bytes', data: Buffer.from([0, 1, 255]), metadata: Buffer.from([7]) });
        await client.appendToStream(stream('bytes'), sent, options);
        for await (const { event } of client.readStream(stream('bytes'))) {
          expect(event?.isJson).to.equal(false);
          expect([event?.data, event?.metadata].map((bytes) => [...Buffer.from(bytes as Uint8Array)])).to.deep.equal([
            [0, 1, 255],
            [7],
          ]);
        }
      });

      it('is written where the stream is as expected, and nowhere else', async () => {
        const { client } = served();
        const name = stream('expected');
        const missing = await failureOf(() =>
          client.appendToStream(name, thing('a'), { ...options, expectedRevision: STREAM_EXISTS }),
        );
        expect(missing).to.be.instanceOf(WrongExpectedVersionError);
        expect(missing).to.deep.include({ expectedVersion: STREAM_EXISTS, actualVersion: NO_STREAM });
        for (const [k, expectedRevision] of ([NO_STREAM, 0n, STREAM_EXISTS, ANY] as const).entries()) {
          const { nextExpectedRevision } = await client.appendToStream(name, thing(k.toString()), {
            ...options,
            expectedRevision,
          });
          expect(nextExpectedRevision).to.equal(BigInt(k));
        }
        for (const expectedRevision of [NO_STREAM, 0n, 9n] as const) {
          const wrong = await failureOf(() =>
            client.appendToStream(name, thing('x'), { ...options, expectedRevision }),
          );
          expect(wrong).to.be.instanceOf(WrongExpectedVersionError);
          expect(wrong).to.deep.include({ streamName: name, expectedVersion: expectedRevision, actualVersion: 3n });
        }
        expect(await labelsOf(client, name)).to.deep.equal(['0', '1', '2', '3']);
      });

      it('is recognised by its ids when it is repeated, and answered where it stood', async () => {
        const { client } = served();
        const name = stream('repeat');
        const sent = things('a', 'b');
        const first = await client.appendToStream(name, sent, { ...options, expectedRevision: NO_STREAM });
        await client.appendToStream(name, thing('c'), options);
        for (const expectedRevision of [NO_STREAM, ANY] as const) {
          const again = await client.appendToStream(name, sent, { ...options, expectedRevision });
          expect(again).to.deep.include({ nextExpectedRevision: 1n, position: first.position });
        }
        expect(await labelsOf(client, name)).to.deep.equal(['a', 'b', 'c']);
      });

      it('is refused with what is wrong in it, and nothing of it is kept', async () => {
        const { client } = served();
        const name = stream('refused');
        const large = jsonEvent({ type: 'large', data: { pad: 'x'.repeat(1024 * 1024) } });
        const tooLarge = await failureOf(() => client.appendToStream(name, [thing('a'), large], options));
        expect(tooLarge).to.be.instanceOf(MaxAppendSizeExceededError);
        expect(tooLarge).to.include({ maxAppendSize: 1024 * 1024 });
        const bad = [{ ...thing('b'), id: 'no-uuid' }, jsonEvent({ type: '', data: {} })];
        for (const event of bad)
          expect(await failureOf(() => client.appendToStream(name, event, options))).to.be.instanceOf(UnknownError);
        for (const nameless of ['', 'n'.repeat(4_097)])
          expect(await failureOf(() => client.appendToStream(nameless, thing('c'), options))).to.be.instanceOf(
            UnknownError,
          );
        expect(
          await failureOf(() => client.appendToStream(name, thing('d'), { ...options, deadline: 0 })),
        ).to.be.instanceOf(DeadlineExceededError);
        expect(await failureOf(() => labelsOf(client, name))).to.include({ type: 'stream-not-found' });
      });
    });
  }

  it('whose failure shall not throw says so in its result', async () => {
    const { EventStoreDBClient } = await import('@eventstore/db-client');
    const lenient = EventStoreDBClient.connectionString(`${served().server.url}&throwOnAppendFailure=false`);
    await lenient.appendToStream('lenient-1', thing('a'));
    const result = await lenient.appendToStream('lenient-1', thing('b'), { expectedRevision: 7n });
    expect(result.success).to.equal(false);
    await lenient.dispose();
  });

  it('of many parts is one, whatever the size of its messages', async () => {
    const { client } = served();
    const sent = Array.from({ length: 500 }, (_, k) => thing(k.toString()));
    const { nextExpectedRevision } = await client.appendToStream('parts-1', sent, { batchAppendSize: 1_000 });
    expect(nextExpectedRevision).to.equal(499n);
    expect(await labelsOf(client, 'parts-1')).to.have.length(500);
  });

  it('wins alone of many that expect the same revision', async () => {
    const { client } = served();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, k) =>
        client.appendToStream('race-1', thing(k.toString()), { expectedRevision: NO_STREAM }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(WrongExpectedVersionError);
  });
});
