import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';
import type { Consumer } from '../../persistent/consumer.js';
import { positionText } from '../../persistent/group-identity.js';
import type { GroupRunner, Connection } from '../../persistent/group-runner.js';

type Measured = { readonly at: number; readonly total: number };

/** What is counted since the last time that somebody asked, as the real server does. */
export class Rates {
  readonly #last = new WeakMap<object, Measured>();
  readonly #clock: () => number;
  readonly #started: number;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
    this.#started = clock();
  }

  /** Messages since the last time, and as many a second. */
  measure(of: object, total: number): { readonly since: number; readonly perSecond: number } {
    const now = this.#clock();
    const last = this.#last.get(of) ?? { at: this.#started, total: 0 };
    this.#last.set(of, { at: now, total });
    const since = total - last.total;
    const seconds = (now - last.at) / 1000;
    return { since, perSecond: seconds > 0 ? Math.floor(since / seconds) : 0 };
  }
}

/** A group as `GetInfo` and `List` show it. */
export const infoOf = (runner: GroupRunner, rates: Rates): SubscriptionInfo => {
  const { identity, settings, group, parked } = runner;
  const { waiting, retries, held } = group.counts;
  const { since, perSecond } = rates.measure(runner, group.total);
  const position = (at: number | undefined): string => (at === undefined ? '' : positionText(identity.stream, at));
  const status = [...(parked.replaying ? ['ReplayingParkedMessages'] : []), group.live ? 'Live' : 'Behind'];
  return new persistentPb.SubscriptionInfo()
    .setEventSource(identity.stream)
    .setGroupName(identity.group)
    .setStatus(status.join(', '))
    .setConnectionsList(
      Array.from(runner.connections, ([consumer, connection]) => connectionOf(consumer, connection, rates)),
    )
    .setAveragePerSecond(perSecond)
    .setTotalItems(group.total.toString())
    .setCountSinceLastMeasurement(since.toString())
    .setLastCheckpointedEventPosition(position(runner.checkpoints.written))
    .setLastKnownEventPosition(position(runner.lastRead))
    .setResolveLinkTos(settings.resolveLinks)
    .setStartFrom(position(settings.startFrom.kind === 'at' ? settings.startFrom.at : -1))
    .setMessageTimeoutMilliseconds(settings.messageTimeoutMs)
    .setExtraStatistics(settings.extraStatistics)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfterMs)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setReadBufferCount(waiting)
    .setLiveBufferCount((group.live ? waiting : 0).toString())
    .setRetryBufferCount(retries)
    .setTotalInFlightMessages(held)
    .setOutstandingMessagesCount(held)
    .setNamedConsumerStrategy(settings.strategy)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setParkedMessageCount(parked.count.toString());
};

const connectionOf = (
  consumer: Consumer,
  { name, from }: Connection,
  rates: Rates,
): SubscriptionInfo.ConnectionInfo => {
  const { ConnectionInfo, Measurement } = persistentPb.SubscriptionInfo;
  const { since, perSecond } = rates.measure(consumer, consumer.total);
  return (
    new ConnectionInfo()
      .setFrom(from)
      // Nobody signs in here: everyone may do what an administrator may.
      .setUsername('admin')
      .setConnectionName(name)
      .setAverageItemsPerSecond(perSecond)
      .setTotalItems(consumer.total.toString())
      .setCountSinceLastMeasurement(since.toString())
      .setAvailableSlots(consumer.slots)
      .setInFlightMessages(consumer.held.size)
      .setObservedMeasurementsList(
        (consumer.times?.figures() ?? []).map(({ key, value }) =>
          new Measurement().setKey(key).setValue(value.toString()),
        ),
      )
  );
};
