import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createLogger, loadConfig, type RunningService } from '@storefold/platform';
import { z } from 'zod';
import { configuration } from '../configuration.js';
import { startProjections } from '../service.js';
import { until } from './shop-with-stores.js';

const health = z.object({ checks: z.object({ views: z.string() }) });
const logLine = z.object({ level: z.string(), msg: z.string() });

/** The projections as a person on call knows them: by their readiness, their metrics and what they log. */
export class WatchedService {
  readonly #urls: { readonly log: string; readonly documents: string };
  readonly #keyFile: string;
  readonly #lines: string[] = [];
  #service: RunningService | undefined;

  /** @param keyFile where to make one */
  constructor(urls: { readonly log: string; readonly documents: string }, keyFile: string) {
    this.#urls = urls;
    this.#keyFile = keyFile;
    writeFileSync(keyFile, randomBytes(32).toString('base64'));
  }

  async start(): Promise<void> {
    this.#service = await startProjections(
      loadConfig(configuration, {
        ...{ PORT: '0', LOG_LEVEL: 'info', SESSION_KEY_FILE: this.#keyFile },
        ...{ EVENT_STORE_URL: this.#urls.log, READ_MODELS_URL: this.#urls.documents },
      }),
      createLogger('spec', 'info', { write: (line) => this.#lines.push(line) }),
    );
  }

  async stop(): Promise<void> {
    await this.#service?.close();
    this.#service = undefined;
  }

  async #get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`http://127.0.0.1:${(this.#service?.port ?? 0).toString()}${path}`);
    return { status: response.status, text: await response.text() };
  }

  async readiness(): Promise<{ readonly status: number; readonly views: string }> {
    const { status, text } = await this.#get('/health/ready');
    return { status, views: health.parse(JSON.parse(text)).checks.views };
  }

  isReady(): Promise<unknown> {
    return until('readiness', async () => ((await this.readiness()).status === 200 ? true : undefined));
  }

  /** @returns what readiness says, once it says that something is wrong */
  isNotReady(): Promise<string> {
    return until('the service to notice', async () => {
      const { status, views } = await this.readiness();
      return status === 503 ? views : undefined;
    });
  }

  /** The value of a metric without labels, or the largest of one with labels. */
  async metric(name: string): Promise<number | undefined> {
    const { text } = await this.#get('/metrics');
    const values = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) =>
      Number(value),
    );
    return values.length === 0 ? undefined : Math.max(...values);
  }

  /** What was logged since it was last forgotten, as level and message. */
  said(): readonly string[] {
    return this.#lines.map((line) => {
      const { level, msg } = logLine.parse(JSON.parse(line));
      return `${level} ${msg}`;
    });
  }

  forget(): void {
    this.#lines.length = 0;
  }
}
