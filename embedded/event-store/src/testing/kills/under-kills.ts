import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { RestartingServer } from '../restarting-server.js';
import { SeededRandom } from '../seeded-random.js';
import { Follower, followAll, followFiltered, followStream } from './follower.js';
import { judgeFollower, judgeHistory, type Kept } from './judge-history.js';
import { write, type Mark } from './writer.js';

export type KillReport = {
  readonly kills: number;
  readonly acknowledged: number;
  /** Appends that had to be sent again, because a kill left their outcome unknown. */
  readonly sentAgain: number;
  readonly delivered: number;
  /** Sentences; none where every promise was kept. */
  readonly wrong: readonly string[];
};

const WRITERS = 8;
/** Milliseconds from a life's first acknowledgement to its end, at the most; and how long that may be waited for. */
const PATIENCE = { most: 120, forFirst: 10_000 };

const readHistory = async (client: EventStoreDBClient): Promise<readonly Kept[]> => {
  const history: Kept[] = [];
  for await (const { event } of client.readAll()) {
    if (event?.type !== 'marked') continue;
    const { id, streamId: stream, revision, position, data } = event;
    // Nothing else writes events of this type.
    history.push({ id, stream, revision, position: position.commit, mark: data as Mark });
  }
  return history;
};

/**
 * Eight writers and three kinds of subscriptions, and a server that is killed under them at random moments.
 *
 * @param seed decides the appends and the moments; what the machine does meanwhile it cannot decide
 */
export const surviveKills = async (
  dataDir: string,
  kills: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<KillReport> => {
  const random = new SeededRandom(seed);
  const server = new RestartingServer(dataDir);
  let stopped = false;
  const followers = [followStream('writer-0'), followAll, followFiltered('writer-')].map((one) => new Follower(one));
  const following = followers.map((follower) => follower.run(server));
  let acknowledgements = 0;
  const acknowledge = (): void => {
    acknowledgements++;
  };
  const writing = Array.from({ length: WRITERS }, (_, writer) =>
    write(writer, server, new SeededRandom(seed * 1_000 + writer), () => stopped, acknowledge),
  );
  // Rejections are looked at when the kills are through, not before.
  const settled = Promise.allSettled(writing);
  while (server.kills < kills) {
    const before = acknowledgements;
    for (let waited = 0; acknowledgements === before && waited < PATIENCE.forFirst; waited += 5) await sleep(5);
    await sleep(random.below(PATIENCE.most));
    await server.restart();
    if (server.kills % 20 === 0) say(`killed ${server.kills.toString()} of ${kills.toString()}`);
  }
  await sleep(PATIENCE.most);
  stopped = true;
  await settled;
  const written = await Promise.all(writing);
  const history = await readHistory((await server.life()).client);
  for (let waited = 0; waited < 10_000; waited += 20) {
    if (followers.every((follower) => judgeFollower(history, follower).length === 0)) break;
    await sleep(20);
  }
  for (const follower of followers) follower.stop();
  await Promise.all(following);
  await server.stop();
  const acknowledged = written.flatMap((one) => one.acknowledged);
  return {
    kills: server.kills,
    acknowledged: acknowledged.length,
    sentAgain: written.reduce((sum, one) => sum + one.unknown, 0),
    delivered: followers.reduce((sum, { delivered }) => sum + delivered.length, 0),
    wrong: [
      ...judgeHistory(history, acknowledged),
      ...followers.flatMap((follower) => judgeFollower(history, follower)),
    ],
  };
};
