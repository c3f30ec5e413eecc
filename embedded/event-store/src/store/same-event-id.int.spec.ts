import { expect } from 'chai';
import { temporaryFolder } from '../testing/server-process.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { EventStore } from './event-store.js';

const event = (id: string): ProposedEvent => ({
  id,
  type: 'thing',
  contentType: 'application/json',
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});
// The index mixes the first four bytes with the last four: to it these three are the same.
const alike = [
  '11111111-2222-8333-8444-555566667777',
  '66667777-2222-8333-8444-555511111111',
  '11111111-9999-8333-8444-555566667777',
];

describe('event ids that differ in a few bytes', () => {
  const folder = temporaryFolder();
  let store = EventStore.open(folder.path);
  const length = (stream: string): number => store.readable(stream)?.end ?? 0;

  after(async () => {
    await store.close();
    folder.remove();
  });

  it('are events of their own, one after another', async () => {
    for (const id of alike) await store.append('one-by-one', { kind: 'any' }, [event(id)]);
    expect(length('one-by-one')).to.equal(3);
  });
  it('are events of their own when one batch decides them, before the disk has any', async () => {
    const outcomes = await Promise.all(alike.map((id) => store.append('at-once', { kind: 'any' }, [event(id)])));
    expect(outcomes.map((outcome) => outcome.kind === 'appended' && outcome.revision)).to.deep.equal([0, 1, 2]);
    expect(length('at-once')).to.equal(3);
  });
  it('are repeats when they are repeated, staged and stored, also after a restart', async () => {
    const repeat = (stream: string): Promise<readonly unknown[]> =>
      Promise.all(
        [...alike, ...alike].map(async (id) => {
          const outcome = await store.append(stream, { kind: 'any' }, [event(id)]);
          return outcome.kind === 'appended' ? outcome.revision : outcome.kind;
        }),
      );
    expect(await repeat('again')).to.deep.equal([0, 1, 2, 0, 1, 2]);
    expect(await repeat('one-by-one')).to.deep.equal([0, 1, 2, 0, 1, 2]);
    await store.close();
    store = EventStore.open(folder.path);
    expect(await repeat('again')).to.deep.equal([0, 1, 2, 0, 1, 2]);
    expect(length('again')).to.equal(3);
  });
});
