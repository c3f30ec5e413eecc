import protobuf from 'google-protobuf';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { WireReader } from './protobuf.js';

const DELIMITED = 2;

/**
 * Reads what the generated classes ask for, and nothing beyond the end of a message. Google's own reader believes a length
 * that is longer than the bytes, and then reads nothings for minutes: one broken message would hold up every client. So the
 * fields of each message are walked over before it is read.
 */
class StrictReader extends protobuf.BinaryReader {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super(bytes);
    this.#bytes = bytes;
    this.#walk(0, bytes.length);
  }

  // The types call it a field: hence no `super`.
  override readMessage = (message: protobuf.Message, read: protobuf.BinaryReadReader): void => {
    this.#delimited();
    const length = new WireReader(this.#bytes, this.getCursor());
    const end = length.varint() + length.at;
    // The two fields of a map's entry are texts, and are read without a look at their wire type.
    this.#walk(length.at, end, message instanceof protobuf.Map);
    protobuf.BinaryReader.prototype.readMessage.call(this, message, read);
  };

  override readString(): string {
    this.#delimited();
    return super.readString();
  }

  override readBytes(): Uint8Array {
    this.#delimited();
    return super.readBytes();
  }

  #delimited(): void {
    if (!this.isDelimited()) throw new RangeError('a field has the wrong wire type');
  }

  #walk(from: number, end: number, onlyDelimited = false): void {
    const fields = new WireReader(this.#bytes, from, end);
    while (!fields.done) {
      const wireType = fields.varint() % 8;
      if (onlyDelimited && wireType !== DELIMITED) throw new RangeError('a field has the wrong wire type');
      fields.skip(wireType);
    }
  }
}

/** A message that is passed on as the bytes it is. */
export const asBytes = (bytes: Buffer): Buffer => bytes;

type GeneratedClass = {
  new (): protobuf.Message;
  deserializeBinaryFromReader(message: protobuf.Message, reader: protobuf.BinaryReader): protobuf.Message;
};

/**
 * A generated service whose requests are read strictly: bytes that are no such message are refused at once. Requests that
 * are taken as bytes stay so.
 *
 * @throws RangeError from its deserializers, which the client hears as INTERNAL
 */
export const strictRequests = <Definition extends ServiceDefinition>(service: Definition): Definition => {
  const strict = Object.entries(service).map(([name, method]) => {
    if (method.requestDeserialize === asBytes) return [name, method] as const;
    // Generated definitions carry the class of their request; the types of grpc-js do not know it.
    const { requestType } = method as typeof method & { readonly requestType: GeneratedClass };
    const requestDeserialize = (bytes: Buffer): protobuf.Message =>
      requestType.deserializeBinaryFromReader(new requestType(), new StrictReader(bytes));
    return [name, { ...method, requestDeserialize }] as const;
  });
  // The same methods under the same names.
  return Object.fromEntries(strict) as Definition;
};
