import {
  START,
  streamNameFilter,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type StreamSubscription,
} from '@eventstore/db-client';
import type { RestartingServer } from '../restarting-server.js';

/** An event as a subscription delivered it, or a read gave it. */
export type Delivered = {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
};

/** What is followed: a stream, everything, or what a filter lets through. */
export type Following = {
  readonly name: string;
  readonly wants: (stream: string) => boolean;
  readonly subscribe: (
    client: EventStoreDBClient,
    last: Delivered | undefined,
  ) => StreamSubscription | AllStreamSubscription;
};

const after = (last: Delivered | undefined) =>
  last ? { commit: last.position, prepare: last.position } : (START as typeof START);

export const followStream = (stream: string): Following => ({
  name: `the stream ${stream}`,
  wants: (other) => other === stream,
  subscribe: (client, last) => client.subscribeToStream(stream, { fromRevision: last?.revision ?? START }),
});
export const followAll: Following = {
  name: '$all',
  wants: (stream) => !stream.startsWith('$'),
  subscribe: (client, last) => client.subscribeToAll({ fromPosition: after(last) }),
};
export const followFiltered = (prefix: string): Following => ({
  name: `$all, filtered by ${prefix}`,
  wants: (stream) => stream.startsWith(prefix),
  subscribe: (client, last) =>
    client.subscribeToAll({ fromPosition: after(last), filter: streamNameFilter({ prefixes: [prefix] }) }),
});

/** Follows across kills, each time from the last event that it was given. */
export class Follower {
  readonly delivered: Delivered[] = [];
  readonly following: Following;
  #stopped = false;

  constructor(following: Following) {
    this.following = following;
  }

  async run(server: RestartingServer): Promise<void> {
    for (;;) {
      const { client, over } = await server.life();
      if (this.#isStopped()) return;
      const subscription = this.following.subscribe(client, this.delivered.at(-1));
      let listening = true;
      const failed = new Promise<void>((resolve) => {
        subscription.on('error', () => {
          resolve();
        });
      });
      subscription.on('data', ({ event }) => {
        // What an ended life still had on its way comes again in the next one.
        if (!listening || !event || !this.following.wants(event.streamId)) return;
        const { id, streamId: stream, revision, position } = event;
        this.delivered.push({ id, stream, revision, position: position?.commit ?? -1n });
      });
      await Promise.race([failed, over, this.#stopping]);
      listening = false;
      if (this.#isStopped()) await subscription.unsubscribe();
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #stop: () => void = () => undefined;
  readonly #stopping = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  stop(): void {
    this.#stopped = true;
    this.#stop();
  }
}
