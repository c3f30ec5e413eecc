import { jsonEvent, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import { streamName, type DataOf } from '@storefold/contracts';
import { toRecorded } from '@storefold/platform';
import { offer, type HeldKey } from './quarantine.js';

export type Skipped = DataOf<'ViewEventSkipped'>;
/** Which events of a view are left out, as somebody decided: of one document, or of all that an event of a stream concerns. */
export type Skips = { readonly has: (held: HeldKey, eventId: string) => boolean };

export const noSkips: Skips = { has: () => false };

const nameOf = ({ kind, name }: HeldKey, eventId: string): string => `${kind}|${name}|${eventId}`;

/** What the log says of a view's events that are left out: a rebuild leaves out the same. */
export const readSkips = async (client: Pick<EventStoreDBClient, 'readStream'>, view: string): Promise<Skips> => {
  const names = new Set<string>();
  try {
    for await (const { event } of client.readStream(streamName('viewskips', view))) {
      if (event?.position === undefined) continue;
      const offered = offer({ ...event, position: event.position }, toRecorded);
      // What nobody can read decides nothing. The views of all events set it aside, where a person sees it.
      if (!('event' in offered) || offered.event.type !== 'ViewEventSkipped') continue;
      const { heldAs, heldName, eventId } = offered.event.data;
      names.add(nameOf({ kind: heldAs, name: heldName }, eventId));
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return names.size === 0 ? noSkips : { has: (held, eventId) => names.has(nameOf(held, eventId)) };
};

export type WhoSkips = {
  readonly actor: { readonly kind: 'staff' | 'system'; readonly id: string };
  readonly correlationId: string;
  /** ISO 8601. */
  readonly at: string;
  /** Of the event that says so: the same again changes nothing. */
  readonly id: string;
};

/** Decides that a view leaves out an event, and says why, in the log. */
export const appendSkip = async (client: EventStoreDBClient, data: Skipped, who: WhoSkips): Promise<void> => {
  const { actor, correlationId, at: occurredAt, id } = who;
  const metadata = {
    ...{ $correlationId: correlationId, $causationId: data.eventId, commandId: id, actor, occurredAt },
    ...{ origin: 'live', schemaVersion: 1 },
  };
  await client.appendToStream(
    streamName('viewskips', data.view),
    jsonEvent({ id, type: 'ViewEventSkipped', data, metadata }),
  );
};
