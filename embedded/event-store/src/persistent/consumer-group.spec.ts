import { expect } from 'chai';
import { someSettings } from '../testing/some-settings.js';
import { ConsumerGroup } from './consumer-group.js';
import { Consumer } from './consumer.js';
import type { GroupSettings } from './group-settings.js';
import type { Message, Parking } from './message.js';

/** A group with events e0, e1 and so on, and what it gives. */
const given = (changes: Partial<GroupSettings>, events = 0) => {
  const group = new ConsumerGroup(someSettings(changes));
  for (let k = 0; k < events; k++) group.offer({ id: `e${k.toString()}`, position: k, pinnedBy: '' });
  const join = (size: number): Consumer => {
    const consumer = new Consumer(size, false);
    group.join(consumer);
    return consumer;
  };
  /** What is given now, as `id` or `id/retries`. */
  const deliver = (now = 0): string[] => {
    const sent: string[] = [];
    group.deliver(now, (_, { id, retries }: Message) => {
      sent.push(retries === 0 ? id : `${id}/${retries.toString()}`);
    });
    return sent;
  };
  return { group, join, deliver };
};
const reasons = (parkings: readonly Parking[]): string[] => parkings.map(({ reason }) => reason);

describe('a group', () => {
  it('gives nobody anything, and takes no more than its buffer holds', () => {
    const { group, deliver } = given({ historyBufferSize: 5, liveBufferSize: 3 }, 3);
    expect(deliver()).to.deep.equal([]);
    expect(group.room).to.equal(2);
    group.live = true;
    expect(group.room).to.equal(0);
  });
  it('gives a consumer no more than it has room for, and goes on as it answers', () => {
    const { group, join, deliver } = given({}, 4);
    join(2);
    expect(deliver()).to.deep.equal(['e0', 'e1']);
    group.ack(['e1'], 0);
    expect(deliver()).to.deep.equal(['e2']);
    group.nack(['e0', 'e2'], 'skip', '', 0);
    expect(deliver()).to.deep.equal(['e3']);
  });
  it('gives a consumer that does not read nothing until it does', () => {
    const { group, join, deliver } = given({}, 2);
    const consumer = join(10);
    consumer.blocked = true;
    expect(deliver()).to.deep.equal([]);
    consumer.blocked = false;
    expect(deliver()).to.deep.equal(['e0', 'e1']);
    expect(group.counts).to.deep.equal({ waiting: 0, retries: 0, held: 2 });
  });

  it('gives retries by position first, then what is replayed, then what was read', () => {
    const { group, join, deliver } = given({}, 4);
    join(3);
    deliver();
    group.nack(['e2', 'e0'], 'retry', '', 0);
    group.replay({ id: 'p0', position: 0, pinnedBy: '' });
    group.ack(['e1'], 0);
    join(10);
    expect(deliver()).to.deep.equal(['e0/1', 'e2/1', 'p0', 'e3']);
  });

  for (const action of ['retry', 'unknown'] as const)
    it(`tries again what is answered with ${action}, and parks it when it was tried often enough`, () => {
      const { group, join, deliver } = given({ maxRetryCount: 1 }, 1);
      join(1);
      deliver();
      expect(group.nack(['e0'], action, '', 0)).to.deep.equal([]);
      expect(deliver()).to.deep.equal(['e0/1']);
      expect(reasons(group.nack(['e0'], action, '', 0))).to.deep.equal(['Reached retry count of 1']);
      expect(deliver()).to.deep.equal([]);
    });
  for (const action of ['skip', 'stop'] as const)
    it(`settles what is answered with ${action}`, () => {
      const { group, join, deliver } = given({ maxCheckpointCount: 1 }, 1);
      join(1);
      deliver();
      expect(group.nack(['e0'], action, '', 0)).to.deep.equal([]);
      expect(deliver()).to.deep.equal([]);
      expect(group.checkpoint(0, false)).to.equal(0);
    });
  it('parks what is to be parked with the reason, and is not past it until that is safe', () => {
    const { group, join, deliver } = given({ maxCheckpointCount: 1 }, 1);
    join(1);
    deliver();
    const [parking] = group.nack(['e0'], 'park', 'too hot', 0);
    expect(parking?.reason).to.equal("Client explicitly NAK'ed message.\ntoo hot");
    expect(group.checkpoint(0, false)).to.equal(undefined);
    if (parking) group.settle(parking.message);
    expect(group.checkpoint(0, false)).to.equal(0);
  });

  it('takes back what is not answered in time, and nothing before', () => {
    const { group, join, deliver } = given({ messageTimeoutMs: 100 }, 2);
    join(1);
    join(1);
    group.deliver(0, () => undefined);
    expect(group.expire(99)).to.deep.equal([]);
    expect(deliver(99)).to.deep.equal([]);
    group.expire(100);
    expect(deliver(100)).to.deep.equal(['e0/1', 'e1/1']);
  });
  it('waits for ever where there is no time-out', () => {
    const { group, join, deliver } = given({ messageTimeoutMs: 0 }, 1);
    join(1);
    deliver();
    group.expire(1e15);
    expect(group.counts.held).to.equal(1);
  });
  it('gives what a lost consumer held to another, or parks it', () => {
    const { group, join, deliver } = given({ maxRetryCount: 1 }, 2);
    const first = join(10);
    deliver();
    group.leave(first);
    const second = join(10);
    expect(deliver()).to.deep.equal(['e0/1', 'e1/1']);
    expect(reasons(group.leave(second))).to.deep.equal(['Reached retry count of 1', 'Reached retry count of 1']);
    expect(group.leave(second)).to.deep.equal([]);
  });

  it('gives two messages of one id one after the other, since an answer names only the id', () => {
    const { group, join, deliver } = given({ maxCheckpointCount: 1 });
    join(10);
    for (const position of [0, 1]) group.offer({ id: 'twin', position, pinnedBy: '' });
    group.offer({ id: 'other', position: 2, pinnedBy: '' });
    expect(deliver()).to.deep.equal(['twin', 'other']);
    group.ack(['twin'], 0);
    expect(deliver()).to.deep.equal(['twin']);
    group.ack(['other', 'twin'], 0);
    expect(group.checkpoint(0, false)).to.equal(2);
  });
  it('keeps a message that is given out while another of its id is being parked', () => {
    const { group, join, deliver } = given({});
    join(1);
    for (const position of [0, 1]) group.offer({ id: 'twin', position, pinnedBy: '' });
    deliver();
    const [parking] = group.nack(['twin'], 'park', '', 0);
    deliver();
    if (parking) group.settle(parking.message);
    expect(group.counts.held).to.equal(1);
    group.ack(['twin'], 0);
    expect(group.counts.held).to.equal(0);
  });
  it('hears an answer of whoever gives it, and none to what it did not give', () => {
    const { group, join, deliver } = given({}, 1);
    group.ack(['e0', 'nothing'], 0);
    join(1);
    expect(deliver()).to.deep.equal(['e0']);
  });

  it('tells up to where replayed messages are settled', () => {
    const { group, join, deliver } = given({});
    join(10);
    for (const position of [4, 5]) group.replay({ id: `p${position.toString()}`, position, pinnedBy: '' });
    deliver();
    expect(group.replayedThrough).to.equal(undefined);
    group.ack(['p5'], 0);
    expect(group.replayedThrough).to.equal(undefined);
    group.ack(['p4'], 0);
    expect(group.replayedThrough).to.equal(5);
  });
});
