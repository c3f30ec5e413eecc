import { status, type ServerDuplexStream, type StatusObject } from '@grpc/grpc-js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js';
import type { Consumer } from '../../persistent/consumer.js';
import type { Delivery } from '../../persistent/delivery.js';
import { ALL, keyOf, type GroupIdentity } from '../../persistent/group-identity.js';
import type { GroupRunner } from '../../persistent/group-runner.js';
import type { Message, NackAction } from '../../persistent/message.js';
import type { SubscriptionGroups } from '../../persistent/subscription-groups.js';
import { WireWriter } from '../../wire/protobuf.js';
import { uuidOf } from '../append-service.js';
import { failure } from '../failures.js';
import { doesNotExist, dropped, maximumReached } from './refusals.js';
import { identityOf } from './settings-request.js';

type Call = ServerDuplexStream<ReadReq, Buffer>;

const confirmation = (identity: GroupIdentity): Buffer => {
  const key = keyOf(identity);
  return new WireWriter().bytes(2, new WireWriter().string(1, key).finish()).finish();
};

/** A `ReadResp` with an event; groups on `$all` tell its position. */
const eventMessage = ({ event, link }: Delivery, message: Message, stream: string): Buffer => {
  const writer = new WireWriter((event?.length ?? 0) + (link?.length ?? 0) + 48);
  if (event) writer.bytes(1, event);
  if (link) writer.bytes(2, link);
  if (stream === ALL && !message.replayed) writer.oneofUint64(3, message.position);
  else writer.bytes(4, Buffer.alloc(0));
  const inner = writer.oneofUint64(5, message.retries).finish();
  return new WireWriter(inner.length + 8).bytes(1, inner).finish();
};

const actions = new Map<number, NackAction>([
  [persistentPb.ReadReq.Nack.Action.UNKNOWN, 'unknown'],
  [persistentPb.ReadReq.Nack.Action.PARK, 'park'],
  [persistentPb.ReadReq.Nack.Action.RETRY, 'retry'],
  [persistentPb.ReadReq.Nack.Action.SKIP, 'skip'],
  [persistentPb.ReadReq.Nack.Action.STOP, 'stop'],
]);

/** `Read`: options first, then what the consumer says of each message; the other way come the messages. */
export const readCall =
  (groups: SubscriptionGroups) =>
  (call: Call): void => {
    const reader = new Reader(groups, call);
    call.on('data', (request: ReadReq) => {
      reader.take(request);
    });
    call.on('drain', () => {
      reader.drained();
    });
    for (const over of ['end', 'close', 'cancelled', 'error'] as const)
      call.on(over, () => {
        reader.end(undefined);
      });
  };

class Reader {
  readonly #groups: SubscriptionGroups;
  readonly #call: Call;
  #begun = false;
  #over = false;
  #joined: { readonly runner: GroupRunner; readonly consumer: Consumer } | undefined;

  constructor(groups: SubscriptionGroups, call: Call) {
    this.#groups = groups;
    this.#call = call;
  }

  take(request: ReadReq): void {
    if (this.#over) return;
    const options = request.getOptions();
    if (!this.#begun) {
      this.#begun = true;
      if (!options) this.end(failure(status.INVALID_ARGUMENT, 'a read begins with its options'));
      else void this.#begin(options);
      return;
    }
    const ack = request.getAck();
    const nack = request.getNack();
    const runner = this.#joined?.runner;
    if (ack) runner?.ack(ack.getIdsList().map(uuidOf));
    else if (nack) this.#nack(nack);
    else this.end(failure(status.INVALID_ARGUMENT, 'a read has its options once, and then acknowledges or does not'));
  }

  drained(): void {
    const { runner, consumer } = this.#joined ?? {};
    if (consumer?.blocked) runner?.drained(consumer);
  }

  /** Ends the call; what the consumer holds goes to others. */
  end(failed: StatusObject | undefined): void {
    if (this.#over) return;
    this.#over = true;
    const { runner, consumer } = this.#joined ?? {};
    if (consumer) runner?.leave(consumer);
    if (failed) this.#call.emit('error', failed);
    else if (!this.#call.cancelled && !this.#call.destroyed) this.#call.end();
  }

  async #begin(options: ReadReq.Options): Promise<void> {
    const identity = identityOf(options);
    const bufferSize = options.getBufferSize();
    if (bufferSize < 1) {
      const given = bufferSize.toString();
      this.end(failure(status.INVALID_ARGUMENT, `a consumer's buffer holds at least 1 message, and not ${given}`));
      return;
    }
    await this.#groups.settled();
    if (this.#over) return;
    const runner = this.#groups.find(identity);
    if (!runner) {
      this.end(doesNotExist(identity));
      return;
    }
    const consumer = runner.connect(bufferSize, {
      name: String(this.#call.metadata.get('connection-name')[0] ?? '<unknown>'),
      from: this.#call.getPeer(),
      send: (delivery, message) => this.#call.write(eventMessage(delivery, message, identity.stream)),
      drop: () => {
        this.end(dropped(identity));
      },
    });
    if (!consumer) {
      this.end(maximumReached(identity));
      return;
    }
    this.#joined = { runner, consumer };
    this.#call.write(confirmation(identity));
  }

  #nack(nack: ReadReq.Nack): void {
    const action = actions.get(nack.getAction());
    if (!action) {
      this.end(failure(status.INVALID_ARGUMENT, `there is no action ${nack.getAction().toString()} to nack with`));
      return;
    }
    this.#joined?.runner.nack(nack.getIdsList().map(uuidOf), action, nack.getReason());
  }
}
