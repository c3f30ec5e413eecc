import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../server-process.js';
import { SeededRandom } from '../seeded-random.js';
import { Bystander } from './bystander.js';
import { CallAttacker } from './call-attack.js';
import { recordConversation } from './conversation.js';
import { processState, type ProcessState } from './process-state.js';
import { attackSocket } from './raw-attack.js';

export type FuzzReport = {
  readonly inputs: number;
  /** The server after half of the inputs, when it is warm, and after all. */
  readonly warm: ProcessState;
  readonly after: ProcessState;
  /** Connections that were open before the first input. */
  readonly socketsBefore: number;
  /** Appends of the client that did nothing wrong meanwhile. */
  readonly bystanderAppends: number;
  /** Sentences; none where all is well. */
  readonly wrong: readonly string[];
};

/** Twice the keepalive of the server, by default. */
const SETTLED_WITHIN_MS = 25_000;
const RAW_SHARE = 0.25;
const ATTACKERS = { sockets: 16, channels: 4, callsEach: 12 };

/** Runs jobs until `count` of them were done, `width` at a time. */
const many = async (count: number, width: number, job: () => Promise<void>): Promise<void> => {
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun++;
      await job();
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
};

/**
 * Sends a server what no client would, beside a client that does nothing wrong.
 *
 * @param inputs a quarter are connections with broken bytes, the others calls with broken messages
 */
export const surviveFuzz = async (
  server: ServerProcess,
  inputs: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<FuzzReport> => {
  const { pid } = server;
  const conversation = await recordConversation(server.port);
  const bystander = new Bystander(server.url);
  await bystander.prepare();
  const socketsBefore = await settledSockets(pid, 0);
  const living = bystander.run();
  const end = { came: false };
  void server.ended.then(() => (end.came = true));
  const random = new SeededRandom(seed);
  const attackers = Array.from(
    { length: ATTACKERS.channels },
    (_, n) => new CallAttacker(server.port, conversation, new SeededRandom(seed + 1 + n)),
  );
  let done = 0;
  const attack = async (count: number): Promise<void> => {
    const raw = Math.round(count * RAW_SHARE);
    const tell = (): void => {
      if (++done % 20_000 === 0) say(`${done.toString()} of ${inputs.toString()} inputs`);
    };
    const survived = async (job: () => Promise<void>): Promise<void> => {
      if (!end.came) await job();
      tell();
    };
    await Promise.all([
      many(raw, ATTACKERS.sockets, () => survived(() => attackSocket(server.port, conversation, random))),
      ...attackers.map((attacker) =>
        many(Math.round((count - raw) / attackers.length), ATTACKERS.callsEach, () =>
          survived(() => attacker.attack()),
        ),
      ),
    ]);
  };
  // What a process takes for thousands of broken connections at once it keeps for the next thousands: a leak is what the second
  // half takes beside the first.
  await attack(Math.round(inputs / 2));
  await settledSockets(pid, socketsBefore + ATTACKERS.channels);
  const warm = processState(pid);
  await attack(inputs - Math.round(inputs / 2));
  for (const attacker of attackers) attacker.close();
  bystander.stop();
  if (end.came) {
    const wrong = [`the server ended: ${server.output().slice(-2_000)}`];
    return { ...{ inputs: done, warm, after: warm, socketsBefore, bystanderAppends: 0, wrong } };
  }
  await living;
  await settledSockets(pid, socketsBefore);
  const after = processState(pid);
  const { wrong, appended: bystanderAppends } = bystander;
  return { ...{ inputs: done, warm, after, socketsBefore, bystanderAppends, wrong } };
};

/** Connections close in their own time: the number of sockets once it is at most so many, or time is up. */
const settledSockets = async (pid: number, most: number): Promise<number> => {
  let sockets = processState(pid).sockets;
  for (let waited = 0; sockets > most && waited < (most === 0 ? 200 : SETTLED_WITHIN_MS); waited += 50) {
    await sleep(50);
    sockets = processState(pid).sockets;
  }
  return sockets;
};
