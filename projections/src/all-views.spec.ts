import { expect } from 'chai';
import { BSON } from 'mongodb';
import fc from 'fast-check';
import type { Recorded } from '@storefold/contracts';
import { allViews } from './all-views.js';
import { foldLog, type ReadModels } from './testing/fold-log.js';
import { london, positionOf } from './testing/history.js';
import { randomHistory } from './testing/random-history.js';

/** What tells of places in the log, and so must change with them: traces and hours hold nothing else. */
const ofPlaces: ReadonlySet<string> = new Set(['traces', 'logHours']);
/** Its weakest partners leave when there are many: which ones depends on what came first. */
const ofOrder: ReadonlySet<string> = new Set(['basketPairs']);

/** Documents without their positions, readable in a failure. */
const contents = (models: ReadModels) =>
  Object.fromEntries(
    Object.entries(models)
      .filter(([collection]) => !ofPlaces.has(collection) && !ofOrder.has(collection))
      .map(([collection, documents]) => [
        collection,
        Object.fromEntries(
          Object.entries(documents).map(([id, hex]) => {
            const { _position, ...document } = BSON.deserialize(Buffer.from(hex, 'hex'), { useBigInt64: true });
            return [id, document];
          }),
        ),
      ]),
  );

/** The same events, those of each stream in their order, the streams mixed as the picks say. */
const mixed = (events: readonly Recorded[], picks: readonly number[]): readonly Recorded[] => {
  const streams = new Map<string, Recorded[]>();
  for (const event of events) streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event]);
  const queues = [...streams.values()];
  return events.map((_, index) => {
    const queue = queues[(picks[index % picks.length] ?? 0) % queues.length];
    const next = queue?.shift();
    if (!queue || !next) throw new Error('a queue that is empty is taken out');
    if (queue.length === 0) queues.splice(queues.indexOf(queue), 1);
    return { ...next, position: positionOf(index) };
  });
};

describe('all views', () => {
  it('make the same documents in whatever order independent streams reached the log', () => {
    fc.assert(
      fc.property(randomHistory, fc.array(fc.nat(1_000), { minLength: 1, maxLength: 100 }), (events, picks) => {
        const other = mixed(events, picks);
        expect(contents(foldLog(other))).to.deep.equal(contents(foldLog(events)));
      }),
      { numRuns: 100 },
    );
  });

  it('are named apart, and keep one collection each', () => {
    const views = allViews(london);
    expect(new Set(views.map(({ name }) => name)).size).to.equal(views.length);
    // A checkpoint is found by the name of its view, and a question asks for it by the name of the collection.
    for (const { name, collection, version } of views) {
      expect(collection).to.equal(name);
      expect(version).to.be.at.least(1);
    }
  });

  it('never fail, whatever half of a history they see', () => {
    fc.assert(
      fc.property(randomHistory, fc.infiniteStream(fc.boolean()), (events, kept) => {
        const some = events.filter(() => kept.next().value);
        expect(() => foldLog(some)).not.to.throw();
      }),
      { numRuns: 50 },
    );
  });
});
