import { END, START, StreamDeletedError } from '@eventstore/db-client';
import { expect } from 'chai';
import { hear } from '../testing/heard.js';
import { eventually, serving, thing, things } from '../testing/served.js';

describe('a subscription to a stream', () => {
  const served = serving();

  it('goes from history into what comes, with no gap and nothing twice, and says when it is there', async () => {
    const { client } = served();
    await client.appendToStream('live', things('0', '1'));
    const subscription = client.subscribeToStream('live', { fromRevision: START });
    const heard = hear(subscription);
    for (let k = 2; k < 100; k++) await client.appendToStream('live', thing(k.toString()));
    await eventually(() => heard.labels.length >= 100);
    await subscription.unsubscribe();
    expect(heard.labels).to.deep.equal(Array.from({ length: 100 }, (_, k) => k.toString()));
    expect(heard.notes[0]).to.equal('confirmation');
    expect(heard.notes.filter((note) => note === 'caughtUp')).to.have.length(1);
  });

  it('begins after a revision, at the end, or before the stream is there', async () => {
    const { client } = served();
    await client.appendToStream('begun', things('a', 'b'));
    const subscriptions = [
      client.subscribeToStream('begun', { fromRevision: 0n }),
      client.subscribeToStream('begun', { fromRevision: END }),
      client.subscribeToStream('not-yet'),
    ];
    const heard = subscriptions.map(hear);
    await eventually(() => heard.every(({ notes }) => notes.includes('caughtUp')));
    await client.appendToStream('begun', thing('c'));
    await client.appendToStream('not-yet', thing('first'));
    await eventually(() => heard.every(({ labels }, k) => labels.length >= (k === 0 ? 2 : 1)));
    expect(heard.map(({ labels }) => labels)).to.deep.equal([['b', 'c'], ['c'], ['first']]);
    for (const subscription of subscriptions) await subscription.unsubscribe();
  });

  it('goes on with a stream that is deleted and written again, and ends with its tombstone', async () => {
    const { client } = served();
    await client.appendToStream('mortal', things('a', 'b'));
    const heard = hear(client.subscribeToStream('mortal', { fromRevision: START }));
    await eventually(() => heard.labels.length === 2);
    await client.deleteStream('mortal');
    await client.appendToStream('mortal', thing('c'));
    await eventually(() => heard.labels.length === 3);
    await client.tombstoneStream('mortal');
    await eventually(() => heard.notes.includes(StreamDeletedError.name));
    expect(heard.labels).to.deep.equal(['a', 'b', 'c']);
    expect(heard.notes).to.include(StreamDeletedError.name);
    const late = hear(client.subscribeToStream('mortal'));
    await eventually(() => late.notes.length > 0);
    expect(late.notes).to.deep.equal([StreamDeletedError.name]);
  });

  it('is one of hundreds on one connection', async () => {
    const { client } = served();
    const subscriptions = Array.from({ length: 400 }, (_, k) => client.subscribeToStream(`one-of-${k.toString()}`));
    const heard = subscriptions.map(hear);
    await eventually(() => heard.every(({ notes }) => notes.includes('caughtUp')));
    await Promise.all(
      subscriptions.map((_, k) => client.appendToStream(`one-of-${k.toString()}`, thing(k.toString()))),
    );
    await eventually(() => heard.every(({ labels }) => labels.length > 0));
    expect(heard.map(({ labels }) => labels)).to.deep.equal(subscriptions.map((_, k) => [k.toString()]));
    for (const subscription of subscriptions) await subscription.unsubscribe();
  });
});
