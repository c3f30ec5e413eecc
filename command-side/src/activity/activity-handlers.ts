import { streamName, type RecommendationGroup } from '@storefold/contracts';
import { deriveId, seal, type KeyStore } from '@storefold/platform';
import type { CustomerHandlers } from '../customers/customer-handlers.js';
import type { InventoryHandlers } from '../inventory/inventory-handlers.js';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { activityDecider, type Activity, type DayOfVisitor, type RecordActivities } from './activity-decider.js';
import { visitorConsentDecider, type ChangeVisitorConsent, type VisitorConsent } from './visitor-consent-decider.js';

/** Who does something: a guest's session, or a customer. */
export type VisitorOf = { readonly visitorId: string; readonly customerId: string | undefined };
/** What a browser tells. Times are ISO 8601. */
export type ToldActivity = { readonly id: string; readonly at: string } & (
  | { readonly kind: 'viewed'; readonly sku: string }
  | { readonly kind: 'searched'; readonly words: string; readonly results: number }
  | {
      readonly kind: 'shown';
      readonly placement: string;
      readonly skus: readonly string[];
      readonly group?: RecommendationGroup | undefined;
      readonly answeredBy?: string | undefined;
      readonly modelId?: string | undefined;
    }
  | {
      readonly kind: 'followed';
      readonly placement: string;
      readonly group?: RecommendationGroup | undefined;
      readonly shownId: string;
      readonly sku: string;
    }
);
export type ActivityRefusal = 'activity-time-off' | 'product-not-found';
/** How many were recorded, stood already, or were beyond what is kept of a day. */
export type Recorded = { readonly recorded: number; readonly repeated: number; readonly dropped: number };

/** A browser's clock may be so far ahead, and a batch may have waited so long for a connection. */
const MOST_AHEAD_MS = 5 * 60_000;
const MOST_BEHIND_MS = 24 * 60 * 60_000;

/** What visitors look at, by their consent. */
export class ActivityHandlers {
  readonly #days: StreamCommands<DayOfVisitor, RecordActivities, never>;
  readonly #consents: StreamCommands<VisitorConsent, ChangeVisitorConsent, never>;
  readonly #customers: CustomerHandlers;
  readonly #inventory: InventoryHandlers;
  readonly #keys: KeyStore;

  constructor(runtime: StreamRuntime, customers: CustomerHandlers, inventory: InventoryHandlers, keys: KeyStore) {
    this.#days = new StreamCommands(
      { kind: 'activity', decider: activityDecider, weigh: ({ ids }) => ids.size / 100 },
      runtime,
    );
    this.#consents = new StreamCommands({ kind: 'consent', decider: visitorConsentDecider }, runtime);
    this.#customers = customers;
    this.#inventory = inventory;
    this.#keys = keys;
  }

  readonly changeConsent = (
    command: ChangeVisitorConsent,
    context: CommandContext,
  ): Promise<Outcome<VisitorConsent, KeyReused>> => this.#consents.handle(command.visitorId, command, context);

  /** Whether a visitor agreed that we remember what they look at, as the log has it now. */
  async agrees({ visitorId, customerId }: VisitorOf): Promise<boolean> {
    if (customerId === undefined) return (await this.#consents.read(visitorId, { fresh: true })).state.granted;
    const customer = await this.#customers.customer(customerId);
    return customer.kind === 'active' && customer.consent.get('activity')?.granted === true;
  }

  /**
   * Records what a browser tells, whoever sends it how often. All of it or, where one thing cannot be, nothing.
   *
   * @throws Unavailable when the store does not confirm
   */
  async record(
    visitor: VisitorOf,
    told: readonly ToldActivity[],
    context: CommandContext,
  ): Promise<Recorded | Refused<ActivityRefusal>> {
    const refused = await this.#wrongIn(told, context.occurredAt);
    if (refused) return refused;
    const day = `${visitor.visitorId}.${context.occurredAt.slice(0, 10)}`;
    const activities = await this.#sealed(visitor, told, streamName('activity', day));
    const outcome = await this.#days.handle(day, { activities }, context);
    // The decider refuses nothing, and without a hash of its body no command is another's.
    if (outcome.kind === 'refused') throw new Error(`activities were refused: ${outcome.code}`);
    const recorded = outcome.events.length;
    const dropped = told.filter(({ id }) => !outcome.state.ids.has(id)).length;
    return { recorded, repeated: told.length - recorded - dropped, dropped };
  }

  async #wrongIn(told: readonly ToldActivity[], now: string): Promise<Refused<ActivityRefusal> | undefined> {
    for (const { id, at } of told) {
      const behindMs = Date.parse(now) - Date.parse(at);
      if (behindMs > MOST_BEHIND_MS || behindMs < -MOST_AHEAD_MS)
        return { kind: 'refused', code: 'activity-time-off', facts: { id, at, now } };
    }
    for (const sku of new Set(told.flatMap(skusOf)))
      if (!(await this.#inventory.knows(sku))) return { kind: 'refused', code: 'product-not-found', facts: { sku } };
    return undefined;
  }

  /** What was typed goes under the customer's key, or the visitor's. */
  async #sealed(
    { visitorId, customerId }: VisitorOf,
    told: readonly ToldActivity[],
    streamId: string,
  ): Promise<readonly Activity[]> {
    const keyId = customerId === undefined ? `visitor-${visitorId}` : `customer-${customerId}`;
    const key = told.some(({ kind }) => kind === 'searched') ? await this.#keys.ensureDataKey(keyId) : undefined;
    const words = (id: string, text: string) => {
      if (!key) throw new Error('words without a key');
      const eventId = deriveId('activity', visitorId, id);
      return seal(key, { streamId, type: 'CatalogueSearched', field: 'words', keyId, eventId }, text);
    };
    return told.map((one): Activity => {
      const of = { visitorId, activityId: one.id, seenAt: one.at };
      switch (one.kind) {
        case 'viewed':
          return { type: 'ProductViewed', data: { ...of, sku: one.sku } };
        case 'searched':
          return { type: 'CatalogueSearched', data: { ...of, words: words(one.id, one.words), results: one.results } };
        case 'shown': {
          const { placement, skus, group, answeredBy, modelId } = one;
          const by = {
            ...(group === undefined ? {} : { group }),
            ...(answeredBy === undefined ? {} : { answeredBy }),
            ...(modelId === undefined ? {} : { modelId }),
          };
          return { type: 'RecommendationsShown', data: { ...of, placement, skus: [...skus], ...by } };
        }
        case 'followed': {
          const { placement, group, shownId, sku } = one;
          const by = group === undefined ? {} : { group };
          return { type: 'RecommendationFollowed', data: { ...of, placement, ...by, shownId, sku } };
        }
      }
    });
  }
}

const skusOf = (told: ToldActivity): readonly string[] => {
  if (told.kind === 'searched') return [];
  return told.kind === 'shown' ? told.skus : [told.sku];
};
