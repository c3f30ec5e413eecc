import { expect } from 'chai';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { strictRequests } from './strict-request.js';

const { read, append } = strictRequests(streamsGrpc.StreamsService);

describe('a request of a generated class', () => {
  const proposed = new streamsPb.AppendReq.ProposedMessage().setData(Buffer.from('data'));
  proposed.getMetadataMap().set('type', 'thing');
  const message = Buffer.from(new streamsPb.AppendReq().setProposedMessage(proposed).serializeBinary());

  it('is read as its class reads it', () => {
    const back: unknown = append.requestDeserialize(message);
    expect(back).to.be.instanceOf(streamsPb.AppendReq);
    expect(Buffer.from((back as streamsPb.AppendReq).serializeBinary())).to.deep.equal(message);
  });
  it('is refused at once where a field, a message in it, or a map claims more bytes than there are', () => {
    const endless = [0xff, 0xff, 0xff, 0xff, 0x07];
    // Options (1), with a length that no message has; then within options a stream (1), and a map's entry (2).
    for (const bytes of [
      [10, ...endless],
      [10, 6, 10, ...endless],
      [10, 2, 10, 5],
    ])
      expect(() => read.requestDeserialize(Buffer.from(bytes)), bytes.join()).to.throw(RangeError);
    for (const entry of [
      [10, ...endless],
      [8, ...endless],
    ]) {
      const bytes = [18, entry.length + 2, 18, entry.length, ...entry];
      expect(() => append.requestDeserialize(Buffer.from(bytes)), bytes.join()).to.throw(RangeError);
    }
  });
  it('is refused wherever it is cut off', () => {
    for (let length = 1; length < message.length; length++)
      expect(() => append.requestDeserialize(message.subarray(0, length)), length.toString()).to.throw(RangeError);
  });
});
