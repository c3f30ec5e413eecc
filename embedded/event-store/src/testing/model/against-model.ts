import { RestartingServer } from '../restarting-server.js';
import { SeededRandom } from '../seeded-random.js';
import { Lane } from './lane.js';

export type ModelReport = {
  readonly steps: number;
  readonly restarts: number;
  readonly streams: number;
  readonly events: number;
  /** Sentences, each with the steps that led to it; none where server and model agree. */
  readonly wrong: readonly string[];
};

const LANES = 4;

/**
 * Random steps on a server and on a small model of it, with the server killed or stopped in between and amid them.
 *
 * @param seed decides the steps; at which of them a kill falls it decides only nearly
 */
export const agreeWithModel = async (
  dataDir: string,
  { steps, restarts }: { readonly steps: number; readonly restarts: number },
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<ModelReport> => {
  const server = new RestartingServer(dataDir);
  const lanes = Array.from(
    { length: LANES },
    (_, n) => new Lane(n.toString(), server, new SeededRandom(seed * LANES + n)),
  );
  const random = new SeededRandom(seed);
  let taken = 0;
  let begun = 0;
  let restarting = Promise.resolve();
  const walk = async (lane: Lane): Promise<void> => {
    while (taken < steps && lane.wrong.length === 0) {
      taken++;
      if (taken > ((begun + 1) * steps) / (restarts + 1)) {
        begun++;
        const signal = random.chance(0.75) ? 'SIGKILL' : 'SIGTERM';
        restarting = restarting.then(() => server.restart(signal));
        say(`${taken.toString()} of ${steps.toString()} steps; ${signal}`);
      }
      await lane.step();
    }
  };
  await Promise.all(lanes.map(walk));
  await restarting;
  const wrong = [...lanes.flatMap((lane) => lane.wrong), ...(await compareAll(server, lanes))];
  await server.stop();
  const streams = lanes.flatMap((lane) => lane.all);
  return {
    ...{ steps: taken, restarts: server.kills, streams: streams.length, wrong },
    events: streams.reduce((sum, { ids }) => sum + ids.length, 0),
  };
};

/** `$all` has every event that was ever written to a stream, hidden or not, in the order of its revisions. */
const compareAll = async (server: RestartingServer, lanes: readonly Lane[]): Promise<readonly string[]> => {
  const found = new Map<string, string[]>();
  const { client } = await server.life();
  for await (const { event } of client.readAll())
    if (event?.type === 'modelled') {
      const ids = found.get(event.streamId) ?? [];
      if (event.revision === BigInt(ids.length)) ids.push(event.id);
      found.set(event.streamId, ids);
    }
  return lanes
    .flatMap((lane) => lane.all)
    .filter(({ name, ids }) => (found.get(name) ?? []).join() !== ids.join())
    .map(({ name, ids }) => `$all has [${(found.get(name) ?? []).join()}] of ${name}, not [${ids.join()}]`);
};
