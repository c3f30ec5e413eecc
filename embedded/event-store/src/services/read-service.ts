import { status } from '@grpc/grpc-js';
import type { EventStore } from '../store/event-store.js';
import { failure, statusOf, StreamGone } from './failures.js';
import { followAll, followStream } from './follow.js';
import { Outgoing, type ReadCall } from './outgoing.js';
import { readMessages } from './read-messages.js';
import { readAll, readStream } from './read-once.js';
import { readRequest, type ReadRequest } from './read-request.js';

/** `Read`: reads and catch-up subscriptions. Both pull from the store, so that the client's pace is ours. */
export const readCall =
  (store: EventStore, stopping: AbortSignal) =>
  (call: ReadCall): void => {
    const out = new Outgoing(call, store, stopping);
    answer(store, out).then(
      () => {
        if (call.cancelled || call.destroyed) return;
        if (stopping.aborted) call.emit('error', failure(status.CANCELLED, 'the server is stopping'));
        else call.end();
      },
      (error: unknown) => call.emit('error', statusOf(error)),
    );
  };

const answer = async (store: EventStore, out: Outgoing): Promise<void> => {
  const request = readRequest(out.call.request);
  if (request.stream !== undefined) await answerStream(store, out, { ...request, stream: request.stream });
  else if (request.subscription) {
    await out.write(readMessages.confirmation());
    await followAll(store, out, request);
  } else await readAll(store, out, request);
};

const answerStream = async (
  store: EventStore,
  out: Outgoing,
  request: ReadRequest & { readonly stream: string },
): Promise<void> => {
  if (store.isTombstoned(request.stream)) throw new StreamGone(request.stream);
  if (!request.subscription) {
    await readStream(store, out, request);
    return;
  }
  await out.write(readMessages.confirmation());
  await followStream(store, out, request);
};
