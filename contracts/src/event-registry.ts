import { z } from 'zod';

/** One event type of the shop: its name, the newest version of its data, and how to read that. */
export type EventDefinition<Type extends string, Schema extends z.ZodType> = {
  readonly type: Type;
  readonly version: number;
  readonly schema: Schema;
};

/** Names an event type for ever. Data only ever gains optional fields; a new shape is a new version and an upcaster. */
export const defineEvent = <const Type extends string, Schema extends z.ZodType>(
  type: Type,
  version: number,
  schema: Schema,
): EventDefinition<Type, Schema> => ({ type, version, schema });

/** Turns the data of one version into the next one's. Pure; knows nothing but the data. */
export type Upcaster = (data: unknown) => unknown;

/** Upcasters by type and the version they start from. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/** An event that the registry cannot read, and why: told, never skipped. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly eventType: string;
  constructor(eventType: string, reason: string) {
    super(`event of type ${eventType} cannot be read: ${reason}`);
    this.eventType = eventType;
  }
}

/** A registry reads stored data of any known version as the newest shape. */
export type EventRegistry<Event> = {
  readonly knows: (type: string) => boolean;
  readonly versionOf: (type: string) => number;
  /** @throws UnreadableEvent when the type, its version or its data is not known */
  readonly read: (type: string, version: number, data: unknown) => Event;
};

type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Schema>
    ? { readonly type: Type; readonly data: z.infer<Schema> }
    : never;

/** Builds a registry from definitions and the upcasters of older versions. */
export const eventRegistry = <const Definitions extends readonly EventDefinition<string, z.ZodType>[]>(
  definitions: Definitions,
  upcasters: Upcasters = {},
): EventRegistry<EventOf<Definitions[number]>> => {
  const byType = new Map<string, EventDefinition<string, z.ZodType>>(definitions.map((d) => [d.type, d]));
  const find = (type: string): EventDefinition<string, z.ZodType> => {
    const definition = byType.get(type);
    if (!definition) throw new UnreadableEvent(type, 'no such type is registered; is this service older than the log?');
    return definition;
  };
  return {
    knows: (type) => byType.has(type),
    versionOf: (type) => find(type).version,
    read: (type, version, data) => {
      const definition = find(type);
      if (version > definition.version) {
        throw new UnreadableEvent(
          type,
          `version ${version.toString()} is newer than ours (${definition.version.toString()})`,
        );
      }
      let current = data;
      for (let from = version; from < definition.version; from++) {
        const upcast = upcasters[type]?.[from];
        if (!upcast) throw new UnreadableEvent(type, `no upcaster from version ${from.toString()}`);
        current = upcast(current);
      }
      const parsed = definition.schema.safeParse(current);
      if (!parsed.success) throw new UnreadableEvent(type, z.prettifyError(parsed.error));
      // The schema of a definition is the type of its events' data; the map above forgets which, the union remembers.
      return { type, data: parsed.data } as EventOf<Definitions[number]>;
    },
  };
};
