import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StreamDeletedError, type EventStoreDBClient } from '@eventstore/db-client';
import type { FrameContents } from '../log/frame.js';
import { TOMBSTONE_REVISION } from '../store/system-events.js';
import { decodeData, decodeHeader, decodeMetadata, type ProposedEvent } from '../wire/recorded-event.js';
import { logFrames, type PlacedFrame } from './log-frames.js';
import { appendRaw, StreamClosed, StreamDiffers } from './raw-append.js';

export type CopyReport = {
  /** Events that stand in the target now, by this call or one before it. */
  readonly events: number;
  readonly streams: number;
  /** Events of streams that each server keeps of itself. */
  readonly left: number;
  /** Streams that begin at revision 0 in the target and later here, because their beginning was scavenged. */
  readonly shifted: readonly string[];
};

/** The target holds something else than a copy of this log. */
export class CannotCopy extends Error {
  override readonly name = 'CannotCopy';
}

/** What a server writes of itself; the target has its own. */
const OWN = /^(\$\$)?(\$epoch$|\$scavenges|\$projections-|\$persistentSubscriptionConfig$|\$persistentsubscription-)/;
/** Frames between two notes of how far the copy is. */
const NOTED_EVERY = 500;
/** More than a new server writes of itself. */
const SYSTEM_EVENTS = 10_000;

/**
 * Copies a log into another event store, in its order, with the ids, types and bytes of its events and the revisions of its streams.
 * Positions are the target's own. It can be broken off and called again: what the target has is not written twice.
 *
 * @param stateFile where it is kept how far the copy is
 * @throws CannotCopy when a stream of the target holds something else; CorruptLog; the error of a call
 */
export const copyLog = async (
  dataDir: string,
  target: EventStoreDBClient,
  stateFile: string,
  onProgress: (events: number) => void = () => undefined,
): Promise<CopyReport> => {
  const folder = join(dataDir, 'log');
  if (!existsSync(folder))
    throw new CannotCopy(`${dataDir} holds no event log; give the data folder of an event store`);
  const known = readState(stateFile);
  if (known === undefined) await mustBeEmpty(target);
  const done = known ?? 0;
  const copy = new Copy(target);
  let sinceNote = 0;
  for (const frame of logFrames(folder)) {
    // Positions, because places in the files change when the log is scavenged between two calls.
    if (frame.position < done) {
      copy.pass(frame);
      continue;
    }
    // Sent again, the first event of a stream that was deleted since would bring the stream back: a copy that goes on must
    // begin behind the one or at the other.
    const isMetadata = frame.contents.stream.startsWith('$$');
    if (isMetadata) writeState(stateFile, frame.position);
    await copy.send(frame);
    onProgress(copy.events);
    copy.reached = frame.position + frame.contents.events.length;
    if (isMetadata || ++sinceNote % NOTED_EVERY === 0) writeState(stateFile, copy.reached);
  }
  writeState(stateFile, Math.max(copy.reached, done));
  return copy.report();
};

/** Without a note of how far a copy is, the target must be new. */
const mustBeEmpty = async (target: EventStoreDBClient): Promise<void> => {
  for await (const { event } of target.readAll({ maxCount: SYSTEM_EVENTS }))
    if (event && !event.streamId.startsWith('$'))
      throw new CannotCopy(
        `the target holds events (of stream "${event.streamId}"), and there is no state file that says how far a copy into it is: copy into an empty store, or name the file with --state`,
      );
};

const readState = (path: string): number | undefined => {
  if (!existsSync(path)) return undefined;
  const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (state === null || typeof state !== 'object' || !('copiedUpTo' in state) || typeof state.copiedUpTo !== 'number')
    throw new CannotCopy(`${path} is no state of a copy; take it away to begin anew`);
  return state.copiedUpTo;
};

const writeState = (path: string, copiedUpTo: number): void => {
  writeFileSync(`${path}.draft`, JSON.stringify({ copiedUpTo }));
  renameSync(`${path}.draft`, path);
};

class Copy {
  readonly #target: EventStoreDBClient;
  /** One past the last revision in the target, by stream. */
  readonly #next = new Map<string, number>();
  readonly #shifted = new Set<string>();
  #left = 0;
  events = 0;
  reached = 0;

  constructor(target: EventStoreDBClient) {
    this.#target = target;
  }

  /** Notes a frame that the target has. @returns the revision after which it stands there; undefined where it is not copied */
  pass({ contents: { stream, firstRevision, events } }: PlacedFrame): number | undefined {
    if (OWN.test(stream)) {
      this.#left += events.length;
      return undefined;
    }
    this.events += events.length;
    if (firstRevision === TOMBSTONE_REVISION) return -1;
    const next = this.#next.get(stream) ?? 0;
    if (firstRevision !== next && !this.#shifted.has(stream)) this.#shifted.add(stream);
    this.#next.set(stream, next + events.length);
    return next - 1;
  }

  async send(frame: PlacedFrame): Promise<void> {
    const { stream, firstRevision, events } = frame.contents;
    const after = this.pass(frame);
    if (after === undefined) return;
    try {
      if (firstRevision === TOMBSTONE_REVISION) await this.#target.tombstoneStream(stream);
      else await appendRaw(this.#target, stream, after, events.map(proposedOf));
    } catch (error) {
      // A tombstone is the last of its stream: whatever was copied before it is there.
      if (error instanceof StreamDeletedError || error instanceof StreamClosed) return;
      if (!(error instanceof StreamDiffers)) throw error;
      throw new CannotCopy(
        `stream "${stream}" of the target holds other events than this log: copy into a store that holds nothing but an earlier part of this copy`,
      );
    }
  }

  report(): CopyReport {
    return { events: this.events, streams: this.#next.size, left: this.#left, shifted: [...this.#shifted] };
  }
}

const proposedOf = ({ id, bytes }: FrameContents['events'][number]): ProposedEvent => {
  const { type, contentType } = decodeHeader(bytes);
  return {
    id: id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    ...{ type, contentType, data: decodeData(bytes), metadata: decodeMetadata(bytes) },
  };
};
