import { expect } from 'chai';
import { Waiting, type LogEntry } from './waiting.js';

const entry = (position: number, data: unknown = {}): LogEntry => ({
  ...{ id: position.toString(), streamId: 'order-1', revision: 0n, type: 'OrderPlaced', created: new Date(0) },
  ...{ data, metadata: {}, position: { commit: BigInt(position) } },
});
const positions = (entries: readonly LogEntry[]) => entries.map(({ position }) => Number(position.commit));

describe('events that wait', () => {
  it('are taken in order, a batch of so many at a time', () => {
    const waiting = new Waiting(undefined, () => ({ events: 3, bytes: 1_000_000 }));
    for (let n = 1; n <= 7; n++) waiting.add(entry(n * 100));
    const batches = [];
    while (waiting.size > 0) batches.push([waiting.isBatch, positions(waiting.take())]);
    expect(batches).to.deep.equal([
      [true, [100, 200, 300]],
      [true, [400, 500, 600]],
      [false, [700]],
    ]);
    expect(positions(waiting.take())).to.deep.equal([]);
    expect(waiting.isBatch).to.equal(false);
  });

  it('are enough when two batches of them wait', () => {
    const waiting = new Waiting(0n, () => ({ events: 3, bytes: 1_000_000 }));
    for (let n = 1; n <= 5; n++) waiting.add(entry(n));
    expect([waiting.isBatch, waiting.isEnough]).to.deep.equal([true, false]);
    waiting.add(entry(6));
    expect(waiting.isEnough).to.equal(true);
    waiting.take();
    expect([waiting.isBatch, waiting.isEnough]).to.deep.equal([true, false]);
  });

  it('are a batch sooner where they are large, by what lies between them in the log', () => {
    const waiting = new Waiting(0n, () => ({ events: 1_000, bytes: 9_000 }));
    for (let n = 1; n <= 5; n++) waiting.add(entry(n * 4_000));
    expect(waiting.isBatch).to.equal(true);
    expect(positions(waiting.take())).to.deep.equal([4_000, 8_000]);
  });

  it('are measured where much of others lies between them: they are not taken for large', () => {
    const waiting = new Waiting(0n, () => ({ events: 1_000, bytes: 9_000 }));
    for (let n = 1; n <= 10; n++) waiting.add(entry(n * 1_000_000));
    expect(positions(waiting.take())).to.have.length(10);
    for (let n = 11; n <= 12; n++) waiting.add(entry(n * 1_000_000, { text: 'x'.repeat(8_000) }));
    expect(positions(waiting.take())).to.deep.equal([11_000_000]);
  });

  it('are taken one at least, however large', () => {
    const waiting = new Waiting(undefined, () => ({ events: 0.2, bytes: 10 }));
    waiting.add(entry(1, { text: 'x'.repeat(100_000) }));
    waiting.add(entry(2));
    expect(waiting.isBatch).to.equal(true);
    expect(positions(waiting.take())).to.deep.equal([1]);
  });

  it('are as many as the share of the moment allows', () => {
    let share = 1;
    const waiting = new Waiting(0n, () => ({ events: 4 * share, bytes: 1_000_000 * share }));
    for (let n = 1; n <= 8; n++) waiting.add(entry(n));
    expect(positions(waiting.take())).to.deep.equal([1, 2, 3, 4]);
    share = 0.5;
    expect(positions(waiting.take())).to.deep.equal([5, 6]);
  });
});
