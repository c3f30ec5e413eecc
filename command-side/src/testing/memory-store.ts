import type { Recorded } from '@storefold/contracts';
import { OutcomeUnknown, type AppendResult, type NewEvent, type StreamStore } from '../streams/stream-store.js';

type Trouble = 'lost-before' | 'lost-after' | 'conflicting';

/** A stream store in memory that behaves as EventStoreDB does, and misbehaves on request. */
export class MemoryStore implements StreamStore {
  readonly streams = new Map<string, Recorded[]>();
  /** Sizes of the appends that were asked for, in order. */
  readonly appends: number[] = [];
  reads = 0;
  #position = 0n;
  #troubles: Trouble[] = [];
  #beforeAppend: (() => Promise<void>) | undefined;

  /** `lost-before`: no answer and nothing written; `lost-after`: written, no answer. One per append, in order. */
  nextAppends(...troubles: Trouble[]): void {
    this.#troubles = troubles;
  }

  /** Runs once, before the next append is looked at: what another process does in between. */
  beforeNextAppend(work: () => Promise<void>): void {
    this.#beforeAppend = work;
  }

  async read(streamId: string, fromRevision: bigint, take: (event: Recorded) => void): Promise<void> {
    this.reads++;
    await Promise.resolve();
    for (const event of (this.streams.get(streamId) ?? []).slice(Number(fromRevision))) take(event);
  }

  async append(streamId: string, events: readonly NewEvent[], expectedRevision: bigint): Promise<AppendResult> {
    this.appends.push(events.length);
    const work = this.#beforeAppend;
    this.#beforeAppend = undefined;
    await work?.();
    const trouble = this.#troubles.shift();
    await Promise.resolve();
    if (trouble === 'lost-before') throw new OutcomeUnknown('the connection broke');
    if (trouble === 'conflicting') return { kind: 'conflict' };
    const result = this.#write(streamId, events, expectedRevision);
    if (trouble === 'lost-after') throw new OutcomeUnknown('the connection broke');
    return result;
  }

  #write(streamId: string, events: readonly NewEvent[], expectedRevision: bigint): AppendResult {
    const stream = this.streams.get(streamId) ?? [];
    this.streams.set(streamId, stream);
    const place = Number(expectedRevision) + 1;
    if (place !== stream.length) {
      const there = events.map((_, index) => stream[place + index]);
      const repeated = there.every((event, index) => event !== undefined && event.eventId === events[index]?.id);
      return repeated ? { kind: 'appended', position: there.at(-1)?.position ?? 0n } : { kind: 'conflict' };
    }
    for (const { id, metadata, ...event } of events) {
      this.#position += 100n;
      stream.push({
        ...event,
        eventId: id,
        streamId,
        revision: BigInt(stream.length),
        position: this.#position,
        recordedAt: '2026-01-01T00:00:00.000Z',
        metadata,
      });
    }
    return { kind: 'appended', position: this.#position };
  }

  /** Types and ids of what a stream holds, oldest first. */
  types(streamId: string): readonly string[] {
    return (this.streams.get(streamId) ?? []).map((event) => event.type);
  }
}
