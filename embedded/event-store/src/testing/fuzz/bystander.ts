import { setTimeout as sleep } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  type AppendResult,
  type ResolvedEvent,
} from '@eventstore/db-client';

const STREAMS = 20;
const EVENTS = 25;
const PAUSE_MS = 5;

const plain = ({ event }: ResolvedEvent): string =>
  event
    ? `${event.streamId} ${event.revision.toString()} ${String(event.position?.commit)} ${event.id} ${JSON.stringify(event.data)}`
    : 'no event';

/** A client that does nothing wrong while others do: its calls succeed, and what it once wrote stays as it was. */
export class Bystander {
  readonly #client: EventStoreDBClient;
  #before: readonly string[] = [];
  #stopped = false;
  readonly wrong: string[] = [];
  appended = 0;

  constructor(url: string) {
    this.#client = EventStoreDBClient.connectionString(url);
  }

  async prepare(): Promise<void> {
    for (let stream = 0; stream < STREAMS; stream++)
      await this.#client.appendToStream(
        `kept-${stream.toString()}`,
        Array.from({ length: EVENTS }, (_, n) => jsonEvent({ type: 'kept', data: { stream, n } })),
      );
    this.#before = await this.#kept();
  }

  /** Appends, reads and follows until it is stopped. */
  async run(): Promise<void> {
    const followed: string[] = [];
    const appended: string[] = [];
    const subscription = this.#client.subscribeToStream('live', { fromRevision: START });
    subscription.on('data', ({ event }) => followed.push(event?.id ?? ''));
    subscription.on('error', (error) => this.wrong.push(`its subscription ended: ${error.message}`));
    let revision: bigint | typeof NO_STREAM = NO_STREAM;
    while (!this.#stopped) {
      try {
        const event = jsonEvent({ type: 'kept', data: { n: this.appended } });
        const appending: Promise<AppendResult> = this.#client.appendToStream('live', event, {
          expectedRevision: revision,
        });
        revision = (await appending).nextExpectedRevision;
        appended.push(event.id);
        if (++this.appended % 50 === 0) await this.#compare();
      } catch (error) {
        this.wrong.push(`its call failed: ${String(error)}`);
        if (this.wrong.length > 20) break;
      }
      await sleep(PAUSE_MS);
    }
    for (let waited = 0; followed.length < appended.length && waited < 5_000; waited += 20) await sleep(20);
    if (followed.join() !== appended.join())
      this.wrong.push(`its subscription gave ${followed.length.toString()} of ${appended.length.toString()} events`);
    await subscription.unsubscribe();
    await this.#compare();
    await this.#client.dispose();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #compare(): Promise<void> {
    const now = await this.#kept();
    const at = this.#before.findIndex((line, index) => now[index] !== line);
    if (at !== -1 || now.length !== this.#before.length)
      this.wrong.push(`what was "${String(this.#before[at])}" is now "${String(now[at])}"`);
  }

  async #kept(): Promise<readonly string[]> {
    const lines: string[] = [];
    for (let stream = 0; stream < STREAMS; stream++)
      for await (const read of this.#client.readStream(`kept-${stream.toString()}`)) lines.push(plain(read));
    return lines;
  }
}
