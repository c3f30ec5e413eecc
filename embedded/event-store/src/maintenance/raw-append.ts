import type { CallOptions, Metadata, ServiceError } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { IStreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../wire/recorded-event.js';

/** The stream has other events than those that are appended, or too few. */
export class StreamDiffers extends Error {
  override readonly name = 'StreamDiffers';
}

/** The stream is tombstoned. */
export class StreamClosed extends Error {
  override readonly name = 'StreamClosed';
}

/** How the official client makes a call over its own connection. */
type Calls = {
  execute: <T>(
    service: typeof streamsGrpc.StreamsClient,
    name: string,
    action: (client: IStreamsClient) => Promise<T>,
  ) => Promise<T>;
  callArguments: (options: { requiresLeader: boolean }) => [Metadata, CallOptions];
};

/**
 * Appends events as the bytes that they are. The client's own method takes JSON apart and puts it together again, which changes numbers
 * beyond 2^53 and white space; what is copied must stay what it was.
 *
 * @param after the revision that the stream must have; -1 for no stream
 * @throws StreamDiffers, StreamClosed, or the error of the call
 */
export const appendRaw = (
  client: EventStoreDBClient,
  stream: string,
  after: number,
  events: readonly ProposedEvent[],
): Promise<void> => {
  // Both are there and protected: the client has no other way to send bytes under a content type of JSON.
  const calls = client as unknown as Calls;
  return calls.execute(
    streamsGrpc.StreamsClient,
    'append',
    (service) =>
      new Promise((resolve, reject) => {
        const answered = (error: ServiceError | null, response: AppendResp): void => {
          if (error) reject(isClosed(error) ? new StreamClosed(stream, { cause: error }) : error);
          else if (response.hasWrongExpectedVersion()) reject(new StreamDiffers(stream));
          else resolve();
        };
        const sink = service.append(...calls.callArguments({ requiresLeader: true }), answered);
        // The answer tells of it too, and better.
        sink.on('error', () => undefined);
        sink.write(header(stream, after));
        for (const event of events) sink.write(proposed(event));
        sink.end();
      }),
  );
};

const isClosed = (error: ServiceError): boolean => error.metadata.get('exception').includes('stream-deleted');

const header = (stream: string, after: number): streamsPb.AppendReq => {
  const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  const options = new streamsPb.AppendReq.Options().setStreamIdentifier(identifier);
  if (after < 0) options.setNoStream(new sharedPb.Empty());
  else options.setRevision(after.toString());
  return new streamsPb.AppendReq().setOptions(options);
};

const proposed = ({ id, type, contentType, data, metadata }: ProposedEvent): streamsPb.AppendReq => {
  const message = new streamsPb.AppendReq.ProposedMessage()
    .setId(new sharedPb.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(metadata);
  message.getMetadataMap().set('type', type).set('content-type', contentType);
  return new streamsPb.AppendReq().setProposedMessage(message);
};
