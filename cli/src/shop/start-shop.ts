import { performance } from 'node:perf_hooks';
import { Supervisor } from '../supervisor/supervisor.js';
import type { Change } from '../supervisor/service-process.js';
import { messageOf } from '../terminal/failure.js';
import type { ShopLog } from '../terminal/shop-log.js';
import { choosePorts, type InternalPorts } from './choose-ports.js';
import { fillEmptyShop, type Filling } from './fill-empty-shop.js';
import { openFolder } from './open-folder.js';
import { removeRunFile, writeRunFile } from './run-file.js';
import { planServices, serviceNames, shopUrls, type ServiceName, type ShopUrls } from './service-plan.js';

export type StartOptions = {
  /** The data folder. */
  readonly root: string;
  readonly port: number;
  readonly host: string;
  readonly internalPorts: InternalPorts;
  /** Fill an empty shop with the sample. */
  readonly fill: boolean;
  readonly log: ShopLog;
  /** @default all */
  readonly wanted?: readonly ServiceName[];
  /** Done when the stores are there, before the services begin. */
  readonly afterStores?: (urls: ShopUrls) => Promise<void>;
  /** The shop is this process's whole work: a signal stops it in order and ends the process, also after it has opened. */
  readonly untilSignal?: boolean;
};
export type RunningShop = { readonly urls: ShopUrls; readonly stop: () => Promise<void> };

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Somebody who waits longer than this wants to know for what. */
const TELL_WAITING_MS = 15_000;

/**
 * Starts a shop on this machine and answers when it is open.
 *
 * @throws Error with a sentence that says what to do; nothing is left running
 */
export const startShop = async (options: StartOptions): Promise<RunningShop> => {
  const { root, port, host, internalPorts, fill, log, wanted = serviceNames } = options;
  const began = performance.now();
  const folder = await openFolder(root, (sentence) => {
    log.say('warn', sentence);
  });
  let supervisor: Supervisor | undefined;
  let filling: Filling | undefined;
  const stop = async (): Promise<void> => {
    await filling?.stop();
    await supervisor?.stop();
    removeRunFile(root);
    log.say('info', 'stopped');
    await log.close();
    folder.release();
  };
  try {
    log.keepIn(folder.logs);
    const ports = await choosePorts({ ui: port, internal: internalPorts, host, wanted });
    const urls = shopUrls(ports, host);
    const startedAt = new Date().toISOString();
    const note = () => {
      const pids = supervisor?.pids() ?? {};
      try {
        writeRunFile(root, { startedAt, url: urls.public, urls: urls.services, keystoreUrl: urls.keystore, pids });
      } catch (error) {
        // On a full disk the shop goes on: an end here would leave its services without anyone to stop them.
        log.say('warn', `run.json cannot be written (${messageOf(error)})`);
      }
    };
    const running = new Supervisor(planServices(folder, ports, urls, { host, wanted }), {
      onLine: log.line,
      onChange: (service, change) => {
        tellChange(log, service, change);
        note();
      },
    });
    supervisor = running;
    // Ctrl-C while things still start: the same orderly end.
    const stopping = new AbortController();
    const interrupted = (signal: NodeJS.Signals) => {
      // An impatient second Ctrl-C changes nothing: an end here would leave services behind.
      if (stopping.signal.aborted) return;
      stopping.abort();
      log.say('info', 'stopping', { signal });
      void stop().then(() => process.exit());
    };
    for (const signal of signals) process.on(signal, interrupted);
    const impatient = setInterval(() => {
      log.say('warn', `still waiting for ${running.awaited().join(', ')}; see ${folder.logs}`);
    }, TELL_WAITING_MS);
    try {
      await running.start(async (stage) => {
        if (stage === 0) await options.afterStores?.(urls);
      });
    } finally {
      clearInterval(impatient);
    }
    // Never for a moment without an answer to a signal: that would leave the services without anyone to stop them.
    if (!options.untilSignal) for (const signal of signals) process.off(signal, interrupted);

    if (stopping.signal.aborted) return { urls, stop };
    const ms = Math.round(performance.now() - began);
    log.say('info', 'ready', { url: urls.public, ms });
    log.tell(`\n  The shop is open at ${urls.public} (${(ms / 1000).toFixed(1)} s). Data: ${root}. Ctrl-C stops it.\n`);
    if (fill) filling = fillEmptyShop({ root, urls, log });
    return { urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const tellChange = (log: ShopLog, service: string, change: Change): void => {
  if (change.kind === 'began' || change.againInMs === undefined) return;
  log.say('warn', `${service} ended (${change.how}); starting it again in ${change.againInMs.toString()} ms`);
};
