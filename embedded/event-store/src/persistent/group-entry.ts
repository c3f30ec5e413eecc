import { ALL, parsePosition, positionText, type GroupIdentity } from './group-identity.js';
import { checkFilter, type GroupFilter, type GroupSettings } from './group-settings.js';
import { isStrategyName } from './strategy.js';

/** A group as it is kept: what was asked for, and the position that "the end" was when it was. */
export type GroupEntry = GroupIdentity & { readonly settings: GroupSettings; readonly startAt: number };

/** An entry as JSON, named as the real server names its fields; `beganAt` is ours. */
export const writeEntry = ({ stream, group, settings, startAt }: GroupEntry): object => ({
  stream,
  group,
  filter: settings.filter,
  resolveLinkTos: settings.resolveLinks,
  extraStatistics: settings.extraStatistics,
  messageTimeout: settings.messageTimeoutMs,
  startPosition: positionText(stream, settings.startFrom.kind === 'at' ? settings.startFrom.at : -1),
  beganAt: startAt,
  liveBufferSize: settings.liveBufferSize,
  historyBufferSize: settings.historyBufferSize,
  maxRetryCount: settings.maxRetryCount,
  readBatchSize: settings.readBatchSize,
  checkPointAfter: settings.checkpointAfterMs,
  minCheckPointCount: settings.minCheckpointCount,
  maxCheckPointCount: settings.maxCheckpointCount,
  maxSubscriberCount: settings.maxSubscriberCount,
  namedConsumerStrategy: settings.strategy,
});

/** An entry that cannot be read: it says which field is wrong. */
export class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry';
}

/** Reads fields of a JSON object, each with its type. */
class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(json: unknown) {
    if (json === null || typeof json !== 'object') throw new UnreadableEntry('an entry is no object');
    this.#fields = new Map(Object.entries(json));
  }

  get(name: string): unknown {
    return this.#fields.get(name);
  }
  text(name: string): string {
    const value = this.get(name);
    if (typeof value !== 'string') throw new UnreadableEntry(`${name} is no text`);
    return value;
  }
  integer(name: string): number {
    const value = this.get(name);
    if (!Number.isSafeInteger(value)) throw new UnreadableEntry(`${name} is no whole number`);
    return Number(value);
  }
}

/** Reads what `writeEntry` wrote. @throws UnreadableEntry */
export const readEntry = (json: unknown): GroupEntry => {
  const fields = new Fields(json);
  const stream = fields.text('stream');
  const position = parsePosition(fields.text('startPosition'));
  if (position === undefined) throw new UnreadableEntry('startPosition is no position');
  const strategy = fields.text('namedConsumerStrategy');
  if (!isStrategyName(strategy)) throw new UnreadableEntry('namedConsumerStrategy is not known');
  return {
    stream,
    group: fields.text('group'),
    startAt: fields.integer('beganAt'),
    settings: {
      startFrom: position < 0 ? { kind: 'end' } : { kind: 'at', at: position },
      filter: stream === ALL ? readFilter(fields.get('filter')) : undefined,
      resolveLinks: fields.get('resolveLinkTos') === true,
      extraStatistics: fields.get('extraStatistics') === true,
      messageTimeoutMs: fields.integer('messageTimeout'),
      maxRetryCount: fields.integer('maxRetryCount'),
      checkpointAfterMs: fields.integer('checkPointAfter'),
      minCheckpointCount: fields.integer('minCheckPointCount'),
      maxCheckpointCount: fields.integer('maxCheckPointCount'),
      maxSubscriberCount: fields.integer('maxSubscriberCount'),
      liveBufferSize: fields.integer('liveBufferSize'),
      readBatchSize: fields.integer('readBatchSize'),
      historyBufferSize: fields.integer('historyBufferSize'),
      strategy,
    },
  };
};

const readFilter = (json: unknown): GroupFilter | undefined => {
  if (json === undefined) return undefined;
  const fields = new Fields(json);
  const on = fields.text('on');
  const prefixes = fields.get('prefixes');
  if (on !== 'stream' && on !== 'type') throw new UnreadableEntry('a filter is on neither stream nor type');
  if (!Array.isArray(prefixes)) throw new UnreadableEntry("a filter's prefixes are no list");
  const filter = { on, prefixes: prefixes.map(String), regex: fields.text('regex') } as const;
  checkFilter(filter);
  return filter;
};
