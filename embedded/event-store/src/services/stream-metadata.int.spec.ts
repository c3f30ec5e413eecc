import { NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, labelsOf, serving, things } from '../testing/served.js';

describe("a stream's metadata", () => {
  const served = serving();
  const five = async (stream: string) => {
    await served().client.appendToStream(stream, things('0', '1', '2', '3', '4'));
    return served().client;
  };

  it('is given back as it was set, whatever it holds, and is there without the stream', async () => {
    const { client } = served();
    const metadata = {
      maxCount: 9,
      maxAge: 3_600,
      truncateBefore: 0,
      cacheControl: 7,
      acl: { readRoles: ['$all'], writeRoles: ['a', 'b'] },
      custom: { deep: [1, { two: '2' }] },
    };
    expect(await client.getStreamMetadata('bare')).to.deep.equal({ streamName: 'bare' });
    await client.setStreamMetadata('bare', metadata, { expectedRevision: NO_STREAM });
    expect((await client.getStreamMetadata('bare')).metadata).to.deep.equal(metadata);
    expect(await failureOf(() => labelsOf(client, 'bare'))).to.include({ type: 'stream-not-found' });
  });

  it('has revisions of its own, and shows the newest alone', async () => {
    const { client } = served();
    await client.setStreamMetadata('revised', { a: 1 }, { expectedRevision: NO_STREAM });
    await client.setStreamMetadata('revised', { a: 2 }, { expectedRevision: 0n });
    const wrong = await failureOf(() => client.setStreamMetadata('revised', { a: 3 }, { expectedRevision: 0n }));
    expect(wrong).to.be.instanceOf(WrongExpectedVersionError);
    expect(wrong).to.deep.include({ streamName: '$$revised', actualVersion: 1n });
    const shown: unknown[] = [];
    for await (const { event } of client.readStream('$$revised')) shown.push(event?.data);
    expect(shown).to.deep.equal([{ a: 2 }]);
  });

  it('cuts what may be read: by count, by revision, by age', async () => {
    const client = await five('cut');
    await client.setStreamMetadata('cut', { maxCount: 2 });
    expect(await labelsOf(client, 'cut')).to.deep.equal(['3', '4']);
    await client.setStreamMetadata('cut', { truncateBefore: 3 });
    expect(await labelsOf(client, 'cut')).to.deep.equal(['3', '4']);
    await client.setStreamMetadata('cut', { truncateBefore: 1, maxCount: 4 });
    expect(await labelsOf(client, 'cut')).to.deep.equal(['1', '2', '3', '4']);
    await client.setStreamMetadata('cut', { truncateBefore: 99 });
    expect(await labelsOf(client, 'cut')).to.deep.equal([]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await client.appendToStream('cut', things('young'));
    await client.setStreamMetadata('cut', { maxAge: 1 });
    expect(await labelsOf(client, 'cut')).to.deep.equal(['young']);
  });
});
