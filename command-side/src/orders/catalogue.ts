import { parseStreamName, type StreamKind } from '@storefold/contracts';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { followLog, type Logger } from '@storefold/platform';
import { termsDecider, type TermsState } from '../pricing/terms-decider.js';
import { TERMS } from '../pricing/terms-handlers.js';
import { headOf } from '../streams/head-of-log.js';
import { StreamReader } from '../streams/stream-reader.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { productPrice, type ProductPrice } from './product-price.js';

/**
 * What orders know of the catalogue: products and terms, folded from their own events and kept, as long as somebody tells us
 * when one of them changes (`followCatalogue`). While nobody does, they are read from the log.
 */
export class Catalogue {
  readonly #prices: StreamReader<ProductPrice>;
  readonly #terms: StreamReader<TermsState>;
  #isFollowed = false;

  constructor(runtime: StreamRuntime) {
    this.#terms = new StreamReader('terms', termsDecider, runtime);
    this.#prices = new StreamReader('product', productPrice, runtime);
  }

  /** A product as it is now, give or take the moment in which a change of it reaches us. */
  readonly product = async (sku: string): Promise<ProductPrice> => {
    const known = await this.#prices.read(sku, { fresh: !this.#isFollowed });
    // One that was not there may have been defined since.
    return known.kind === 'no-product' && this.#isFollowed ? this.#prices.read(sku, { fresh: true }) : known;
  };

  /** The terms on which the shop sells, just so. */
  readonly terms = (): Promise<TermsState> => this.#terms.read(TERMS, { fresh: !this.#isFollowed });

  /** Whether changes reach us at the moment. What was missed meanwhile is told before it is said again that they do. */
  follows(isFollowed: boolean): void {
    this.#isFollowed = isFollowed;
  }

  /** The stream of a product, or of the terms, has reached a revision. */
  changed({ kind, id }: { readonly kind: StreamKind; readonly id: string }, revision: bigint): void {
    if (kind === 'product') this.#prices.forget(id, revision);
    if (kind === 'terms') this.#terms.forget(id, revision);
  }
}

/** Tells a catalogue of every change of a product or of the terms, until it is stopped. */
export const followCatalogue = (
  catalogue: Catalogue,
  { client, logger }: { readonly client: EventStoreDBClient; readonly logger: Logger },
): { readonly close: () => Promise<void> } => {
  const stopping = new AbortController();
  const follow = async (): Promise<void> => {
    // What is read from now on is as new as this, or newer.
    const from = await headOf(client);
    await followLog({
      ...{ client, from, logger, signal: stopping.signal, streamPrefixes: ['product-', 'terms-'] },
      onBatch: (entries) => {
        for (const { streamId, revision } of entries) {
          const stream = parseStreamName(streamId);
          if (stream) catalogue.changed(stream, revision);
        }
        return Promise.resolve();
      },
      onCaughtUp: () => {
        catalogue.follows(true);
      },
      onLost: () => {
        catalogue.follows(false);
      },
    });
  };
  const running = follow().catch((error: unknown) => {
    catalogue.follows(false);
    logger.warn({ err: error }, 'changes of products are not followed any more; prices are read from the log');
  });
  return {
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
