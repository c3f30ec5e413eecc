import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { ALL, type GroupIdentity } from '../../persistent/group-identity.js';
import {
  checkFilter,
  checkNames,
  InvalidSettings,
  strategyNamed,
  type GroupFilter,
  type GroupSettings,
  type StartFrom,
} from '../../persistent/group-settings.js';
import { text } from '../stream-options.js';

type Options = CreateReq.Options | UpdateReq.Options;
type Settings = CreateReq.Settings | UpdateReq.Settings;

/** The largest unsigned number stands for the end; every revision beyond what a number holds is beyond every event. */
const END = 18446744073709551615n;
const TICKS_PER_MS = 10_000;

const startAt = (digits: string): StartFrom => {
  const value = BigInt.asUintN(64, BigInt(digits));
  if (value === END) return { kind: 'end' };
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new InvalidSettings(`Invalid Start From position: ${value.toString()} is beyond every event`);
  return { kind: 'at', at: Number(value) };
};

/** The stream that a call is about, and whether it says so at all. */
export const identityOf = (
  options:
    | {
        hasAll(): boolean;
        getStreamIdentifier(): { getStreamName(): Uint8Array | string } | undefined;
        getGroupName(): string;
      }
    | undefined,
): GroupIdentity => ({
  stream: options?.hasAll() ? ALL : text(options?.getStreamIdentifier()?.getStreamName() ?? ''),
  group: options?.getGroupName() ?? '',
});

/** The identity in a create or update, where older clients put the stream elsewhere. */
export const namedIn = (options: Options | undefined): GroupIdentity => {
  const { stream, group } = identityOf(options);
  const inOptions = options?.getStream()?.getStreamIdentifier()?.getStreamName();
  return { stream: stream === '' && inOptions !== undefined ? text(inOptions) : stream, group };
};

/** The settings of a create or update. @throws InvalidSettings */
export const settingsIn = (options: Options | undefined, identity: GroupIdentity): GroupSettings => {
  checkNames(identity);
  const settings = options?.getSettings();
  if (!options || !settings) throw new InvalidSettings('the request carries no settings');
  if (identity.stream === ALL && !options.hasAll())
    throw new InvalidSettings('$all is no stream: use the calls for persistent subscriptions to $all');
  return {
    startFrom: startFromIn(options, settings),
    filter: filterIn(options),
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeoutMs: settings.hasMessageTimeoutTicks()
      ? Math.floor(Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS)
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfterMs: settings.hasCheckpointAfterTicks()
      ? Math.floor(Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS)
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: strategyNamed(strategyIn(settings)),
  };
};

const startFromIn = (options: Options, settings: Settings): StartFrom => {
  const all = options.getAll();
  if (all) {
    const position = all.getPosition();
    if (!position) return all.hasEnd() ? { kind: 'end' } : { kind: 'at', at: 0 };
    const commit = startAt(position.getCommitPosition());
    const prepare = startAt(position.getPreparePosition());
    if (commit.kind === 'at' && prepare.kind === 'at' && prepare.at > commit.at)
      throw new InvalidSettings(
        'Invalid Start From position: prepare position must be less than or equal to the commit position.',
      );
    return commit;
  }
  const stream = options.getStream();
  if (stream?.hasStart()) return { kind: 'at', at: 0 };
  if (stream?.hasEnd()) return { kind: 'end' };
  return startAt(stream?.hasRevision() ? stream.getRevision() : settings.getRevision());
};

const filterIn = (options: Options): GroupFilter | undefined => {
  const all = options.getAll();
  if (!(all instanceof persistentPb.CreateReq.AllOptions)) return undefined;
  const filter = all.getFilter();
  if (!filter) return undefined;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) throw new InvalidSettings('a filter names streams or event types');
  const read = {
    on: byStream ? ('stream' as const) : ('type' as const),
    prefixes: expression.getPrefixList(),
    regex: expression.getRegex(),
  };
  checkFilter(read);
  return read;
};

const { DISPATCHTOSINGLE, ROUNDROBIN, PINNED } = persistentPb.CreateReq.ConsumerStrategy;
const strategies: ReadonlyMap<number, string> = new Map([
  [DISPATCHTOSINGLE, 'DispatchToSingle'],
  [ROUNDROBIN, 'RoundRobin'],
  [PINNED, 'Pinned'],
]);

/** Newer clients say the strategy's name, the official one of today a number. */
const strategyIn = (settings: Settings): string => {
  const named = settings instanceof persistentPb.CreateReq.Settings ? settings.getConsumerStrategy() : '';
  if (named !== '') return named;
  const strategy = settings.getNamedConsumerStrategy();
  return strategies.get(strategy) ?? `number ${strategy.toString()}`;
};
