import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  START,
  streamNameFilter,
  UnknownError,
  type Filter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { hear } from '../testing/heard.js';
import { eventually, serving, thing } from '../testing/served.js';

describe('a subscription to $all', () => {
  const served = serving();
  const follow = async (filter: Filter, wanted: number): Promise<string[]> => {
    const subscription = served().client.subscribeToAll({ fromPosition: START, filter });
    const streams: string[] = [];
    subscription.on('data', ({ event }) => streams.push(event?.streamId ?? ''));
    await eventually(() => streams.length >= wanted);
    await subscription.unsubscribe();
    return streams;
  };
  before(async () => {
    for (const stream of ['wanted-1', 'other-1', 'wanted-2'])
      await served().client.appendToStream(stream, thing(stream));
  });

  it('is filtered by the names of streams or of types, by prefix or regular expression', async () => {
    expect(await follow(streamNameFilter({ prefixes: ['wanted-2', 'other-'] }), 2)).to.deep.equal([
      'other-1',
      'wanted-2',
    ]);
    expect(await follow(streamNameFilter({ regex: '^wanted-\\d$' }), 2)).to.deep.equal(['wanted-1', 'wanted-2']);
    expect(await follow(eventTypeFilter({ prefixes: ['thi'] }), 3)).to.have.length(3);
    expect(await follow(excludeSystemEvents(), 3)).to.deep.equal(['wanted-1', 'other-1', 'wanted-2']);
  });

  it('says after each window how far it looked, and where history ended', async () => {
    const { client } = served();
    const { position } = await client.appendToStream('marker', thing('m'));
    for (let k = 0; k < 8; k++) await client.appendToStream('window', thing(k.toString()));
    const checkpoints: bigint[] = [];
    let seen = 0;
    const filter = streamNameFilter({
      prefixes: ['window'],
      maxSearchWindow: 16,
      checkpointInterval: 2,
      checkpointReached: (_, { commit }) => void checkpoints.push(commit),
    });
    const subscription = client.subscribeToAll({ fromPosition: position ?? START, filter });
    subscription.on('data', () => seen++);
    await eventually(() => seen === 8);
    await client.appendToStream(
      'window',
      Array.from({ length: 120 }, (_, k) => thing(k.toString())),
    );
    await eventually(() => seen === 128 && checkpoints.length >= 5);
    await subscription.unsubscribe();
    // One at the end of history, and one for each 32 of the 128 considered events.
    expect(checkpoints).to.have.length(5);
    expect(checkpoints).to.deep.equal([...checkpoints].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('refuses an expression that is none, and one that would take for ever, and the others do not notice', async () => {
    const { client } = served();
    await client.appendToStream(`${'a'.repeat(500)}!`, thing('x'));
    for (const regex of ['(', '^(a+)+$']) {
      const subscription = client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ regex }) });
      const refusal = await new Promise((resolve) => subscription.on('error', resolve));
      expect(refusal).to.be.instanceOf(UnknownError);
      expect((refusal as Error).message).to.match(/is no regular expression|takes longer than/);
    }
    const { success } = await client.appendToStream('still-served', thing('y'));
    expect(success).to.equal(true);
  });

  it('of a client that reads nothing holds back nobody, and is served on when the client reads again', async () => {
    const { client } = served();
    const subscription = client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: ['flood'] }),
    });
    const labels: string[] = [];
    await new Promise((resolve) => subscription.once('confirmation', resolve).once('data', () => undefined));
    subscription.pause();
    const pad = 'x'.repeat(50_000);
    for (let k = 0; k < 60; k++) await client.appendToStream('flood', thing(`${k.toString()} ${pad}`));
    subscription.on('data', ({ event }) => labels.push((event?.data as { label: string }).label.split(' ')[0] ?? ''));
    subscription.resume();
    await eventually(() => labels.length >= 60);
    await subscription.unsubscribe();
    expect(labels).to.deep.equal(Array.from({ length: 60 }, (_, k) => k.toString()));
  });

  it('says that it fell behind, and when it has caught up again', async () => {
    const { client } = served();
    const subscription = client.subscribeToAll({ fromPosition: END });
    const heard = hear(subscription);
    await eventually(() => heard.notes.includes('caughtUp'));
    subscription.pause();
    const pad = 'x'.repeat(300);
    for (let k = 0; k < 8; k++)
      await client.appendToStream(
        'behind',
        Array.from({ length: 500 }, () => thing(pad)),
      );
    subscription.resume();
    await eventually(() => heard.labels.length >= 4_000 && heard.notes.at(-1) === 'caughtUp');
    await subscription.unsubscribe();
    const said = heard.notes.filter((note) => note !== 'event');
    expect(said.slice(0, 4)).to.deep.equal(['confirmation', 'caughtUp', 'fellBehind', 'caughtUp']);
    expect(heard.labels).to.have.length(4_000);
  });
});
