import { Server, ServerCredentials, type ServerDuplexStream, type ServerWritableStream } from '@grpc/grpc-js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { eventData, EVENT_TYPE } from './events.js';

/**
 * A server that stores nothing: it acknowledges appends at once and answers reads with one event over and over. What the
 * official client reaches against it is the most that it can reach against any server on this machine.
 *
 * Run as a process of its own; prints its URL.
 */
const pass = (bytes: Buffer): Buffer => bytes;
const DELIMITED = 2;

const varint = (bytes: Buffer, from: number): { readonly value: number; readonly at: number } => {
  let value = 0;
  for (let at = from, scale = 1; ; at++, scale *= 128) {
    const byte = bytes.readUInt8(at);
    value += (byte & 127) * scale;
    if (byte < 128) return { value, at: at + 1 };
  }
};

/** Of a `BatchAppendReq`: its correlation id with tag and length (field 1), and whether it ends its append (field 4). */
const readBatch = (bytes: Buffer): { readonly correlation: Buffer; readonly isFinal: boolean } => {
  let correlation: Buffer = Buffer.alloc(0);
  let isFinal = false;
  for (let at = 0; at < bytes.length;) {
    const begin = at;
    const tag = varint(bytes, at);
    const next = varint(bytes, tag.at);
    at = tag.value % 8 === DELIMITED ? next.at + next.value : next.at;
    if (tag.value >> 3 === 1) correlation = bytes.subarray(begin, at);
    if (tag.value >> 3 === 4) isFinal = next.value !== 0;
  }
  return { correlation, isFinal };
};

const { BatchAppendResp, ReadResp } = streamsPb;
const acknowledged = Buffer.from(
  new BatchAppendResp()
    .setSuccess(
      new BatchAppendResp.Success()
        .setCurrentRevision('7')
        .setPosition(new sharedPb.AllStreamPosition().setCommitPosition('4711').setPreparePosition('4711')),
    )
    .serializeBinary(),
);

const recorded = new ReadResp.ReadEvent.RecordedEvent()
  .setId(new sharedPb.UUID().setString('0c8d5b4e-6c43-4b0e-8f86-6f1c3c0a1f11'))
  .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from('null-1')))
  .setStreamRevision('7')
  .setCommitPosition('4711')
  .setPreparePosition('4711')
  .setData(Buffer.from(JSON.stringify(eventData(7))));
recorded
  .getMetadataMap()
  .set('type', EVENT_TYPE)
  .set('content-type', 'application/json')
  .set('created', '17000000000000000');
const read = Buffer.from(
  new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition('4711')).serializeBinary(),
);

const server = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
const { StreamsService } = streamsGrpc;
server.addService(
  {
    batchAppend: { ...StreamsService.batchAppend, requestDeserialize: pass, responseSerialize: pass },
    read: { ...StreamsService.read, responseSerialize: pass },
  },
  {
    batchAppend: (call: ServerDuplexStream<Buffer, Buffer>) => {
      call.on('data', (bytes: Buffer) => {
        const { correlation, isFinal } = readBatch(bytes);
        // Two messages in a row are one message with the fields of both.
        if (isFinal) call.write(Buffer.concat([correlation, acknowledged]));
      });
      call.on('end', () => {
        call.end();
      });
    },
    read: (call: ServerWritableStream<ReadReq, Buffer>) => {
      let left = Number(call.request.getOptions()?.getCount() ?? 0);
      const send = (): void => {
        while (left-- > 0) {
          if (call.write(read)) continue;
          call.once('drain', send);
          return;
        }
        call.end();
      };
      send();
    },
  },
);
server.addService(featuresGrpc.ServerFeaturesService, {
  getSupportedMethods: (_: unknown, callback: (error: null, answer: unknown) => void) => {
    const methods = ['read', 'batchappend'].map((method) =>
      new featuresPb.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(method),
    );
    callback(null, new featuresPb.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(methods));
  },
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`esdb://127.0.0.1:${port.toString()}?tls=false`);
});
process.once('SIGTERM', () => process.exit(0));
