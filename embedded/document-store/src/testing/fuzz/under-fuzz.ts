import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { SeededRandom } from '../seeded-random.js';
import type { Running } from '../store.js';
import { mutatedFrame } from './mutate.js';
import { Sender, mayBeSilent } from './sender.js';
import type { Outcome } from './sender.js';

/** What the server holds at a moment. */
export type Held = { readonly megabytes: number; readonly sockets: number; readonly cursors: number };

export type FuzzReport = {
  readonly frames: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Writes of a client that did nothing wrong, meanwhile. */
  readonly bystanderWrites: number;
  readonly before: Held;
  /** After a fifth of the frames, when caches and code are warm. */
  readonly warm: Held;
  readonly after: Held;
  /** Everything that must not be, each in a sentence. */
  readonly wrong: readonly string[];
};

const lanes = 16;

/** Sends broken messages to a server in a process of its own, beside a client that does nothing wrong. The same seed sends the same messages. */
export async function surviveFuzz(
  server: Running,
  frames: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<FuzzReport> {
  const wrong: string[] = [];
  const client = await new MongoClient(server.url).connect();
  const before = await heldBy(server, client);
  const bystander = new Bystander(client, wrong);
  const watching = bystander.run();
  const random = new SeededRandom(seed);
  const outcomes: Record<Outcome, number> = { answered: 0, closed: 0, silence: 0 };
  const port = Number(new URL(server.url).port);
  let sent = 0;
  const sendUpTo = async (end: number): Promise<void> => {
    const lane = async (): Promise<void> => {
      const sender = new Sender(port);
      // A server that is stuck is told once; what comes after would wait for the same.
      while (sent < end && wrong.length === 0 && server.child.exitCode === null && server.child.signalCode === null) {
        sent += 1;
        if (sent % 50_000 === 0) say(`${String(sent)} of ${String(frames)} messages`);
        const frame = mutatedFrame(random);
        const outcome = await sender.send(frame);
        outcomes[outcome] += 1;
        if (outcome === 'silence' && !mayBeSilent(frame)) wrong.push(`no answer came to ${frame.toString('hex')}`);
      }
      sender.close();
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
  await sendUpTo(Math.floor(frames / 5));
  const warm = await heldBy(server, client);
  await sendUpTo(frames);
  bystander.stop();
  await watching;
  if (server.child.exitCode !== null || server.child.signalCode !== null)
    wrong.push(`the server ended: ${server.output().slice(-2_000)}`);
  const after = await heldBy(server, client);
  for (const line of server.output().split('\n'))
    if (line.includes('"level":"error"')) wrong.push(`an error that no one foresaw: ${line}`);
  await client.close();
  return { frames: sent, outcomes, bystanderWrites: bystander.writes, before, warm, after, wrong };
}

/** Writes and reads as if nothing were going on. */
class Bystander {
  writes = 0;
  #stopped = false;
  readonly #client: MongoClient;
  readonly #wrong: string[];

  constructor(client: MongoClient, wrong: string[]) {
    this.#client = client;
    this.#wrong = wrong;
  }

  stop(): void {
    this.#stopped = true;
  }

  async run(): Promise<void> {
    const own = this.#client.db('bystander').collection<{ _id: number; text: string }>('own');
    try {
      await own.createIndex({ text: 1 });
      for (; !this.#stopped; this.writes += 1) {
        await own.insertOne({ _id: this.writes, text: `text ${String(this.writes)}` });
        const found = await own.findOne({ text: `text ${String(this.writes)}` });
        if (found?._id !== this.writes)
          this.#wrong.push(`write ${String(this.writes)} of another client was not found`);
        await sleep(10);
      }
      const count = await own.countDocuments();
      if (count !== this.writes)
        this.#wrong.push(`another client wrote ${String(this.writes)} documents and finds ${String(count)}`);
    } catch (error) {
      this.#wrong.push(`a call of another client failed: ${String(error)}`);
    }
  }
}

/** Looked at a little later, when closed connections are gone. */
async function heldBy(server: Running, client: MongoClient): Promise<Held> {
  await sleep(200);
  const pid = String(server.child.pid);
  const status: { metrics?: { cursor: { open: { total: number } } } } = await client
    .db('admin')
    .command({ serverStatus: 1 });
  return {
    megabytes: Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    sockets: readdirSync(`/proc/${pid}/fd`).filter((fd) => isSocket(`/proc/${pid}/fd/${fd}`)).length,
    cursors: Number(status.metrics?.cursor.open.total),
  };
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:');
  } catch {
    // It was closed since it was listed.
    return false;
  }
}
