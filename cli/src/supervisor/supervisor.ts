import type { ServiceDefinition } from './service-definition.js';
import { ServiceProcess, type ServiceEvents } from './service-process.js';

/** A service that is told to stop has so long; then it is ended. It ends itself after 15 seconds, and says so. */
const STOP_WITHIN_MS = 17_000;

/** Runs services, each as its own process: stage by stage, restarted when they end, stopped in the opposite order. */
export class Supervisor {
  readonly #services: readonly ServiceProcess[];
  #stopped: Promise<void> | undefined;

  constructor(services: readonly ServiceDefinition[], events: ServiceEvents) {
    this.#services = services.map((definition) => new ServiceProcess(definition, events));
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param afterStage done when a stage is ready, before the next begins
   * @throws Error with the last words of a service that cannot start; what did start still runs, see `stop`
   */
  async start(afterStage: (stage: number) => Promise<void> = () => Promise.resolve()): Promise<void> {
    for (const stage of this.#stages()) {
      // Stopped on the way: what has not begun does not begin any more.
      if (this.#stopped) return;
      for (const service of stage) service.start();
      await Promise.all(stage.map((service) => service.ready()));
      await afterStage(stage[0]?.definition.stage ?? 0);
    }
  }

  /** Services that were started and have not been ready yet. */
  awaited(): readonly string[] {
    return this.#services.filter((service) => service.isAwaited).map(({ definition }) => definition.name);
  }

  /** Process ids by service name, of those that run now. */
  pids(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#services.flatMap(({ definition, pid }) => (pid === undefined ? [] : [[definition.name, pid]])),
    );
  }

  /** Stops everything, last stage first. May be asked more than once. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    for (const stage of this.#stages().toReversed())
      await Promise.all(stage.map((service) => service.stop(STOP_WITHIN_MS)));
  }

  #stages(): readonly (readonly ServiceProcess[])[] {
    const numbers = [...new Set(this.#services.map(({ definition }) => definition.stage))].sort((a, b) => a - b);
    return numbers.map((number) => this.#services.filter(({ definition }) => definition.stage === number));
  }
}
