import { expect } from 'chai';
import fc from 'fast-check';
import { itemsShipped, orderConfirmed, orderPlaced } from '../testing/events.js';
import { foldLog } from '../testing/fold-log.js';
import { historyOf } from '../testing/history.js';
import { MemoryDatabase } from '../testing/memory-database.js';
import { offered } from '../testing/offered.js';
import { queueView } from '../testing/queue-view.js';
import { ViewWriter, type Step } from './view-writer.js';

const placed = () => orderPlaced('o1', [['MUG', 1, 450]]);
const shipped = () => itemsShipped('o1', [['1', 'MUG', 1]]);
const story = historyOf(placed(), orderConfirmed('o1'), shipped(), orderConfirmed('o1'), shipped());

describe('a document that a view takes away', () => {
  it('is gone, comes again, and is the same however the log is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 4 }), fc.nat(5), async (cuts, length) => {
        const events = story.slice(0, length);
        const database = new MemoryDatabase();
        const ends = [...new Set(cuts.map((cut) => cut % (length + 1)))].sort((a, b) => a - b);
        for (const [index, from] of [0, ...ends].entries())
          await new ViewWriter(database.db, queueView).fold(offered(events.slice(from, ends[index] ?? length)));
        expect(database.contents()).to.deep.equal(foldLog(events, [queueView]));
      }),
      { numRuns: 100 },
    );
  });

  it('does not rise from the dead by the hand of one who was paused before it was taken away', async () => {
    const database = new MemoryDatabase();
    const others = new ViewWriter(database.db, queueView);
    let isPaused = true;
    const paused = new ViewWriter(database.db, queueView, {
      atStep: async (_: string, step: Step) => {
        // It has found no document and is about to write one: meanwhile another makes it and takes it away.
        if (step === 'loaded' && isPaused) {
          isPaused = false;
          await others.fold(offered(story.slice(0, 2)));
        }
      },
    });
    await paused.fold(offered(story.slice(0, 1)));
    expect(isPaused).to.equal(false);
    expect(database.contents()).to.deep.equal({});
  });

  it('leaves its history: the events that made it and took it away are known still', async () => {
    const database = new MemoryDatabase();
    await new ViewWriter(database.db, queueView).fold(offered(story.slice(0, 2)));
    expect(database.documents(queueView.collection).get('o1')).to.include({
      _deleted: true,
      _events: 2,
      _position: story[1]?.position,
    });
  });
});
