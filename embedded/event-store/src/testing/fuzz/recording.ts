import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A message of a call, and the method that it was meant for. */
export type RecordedMessage = { readonly path: string; readonly bytes: Buffer };

const FRAME_HEADER = 9;
const DATA = 0;
const MESSAGE_HEADER = 5;

/** Takes the gRPC messages out of what an HTTP/2 client sent on one connection. */
class MessageTap {
  // The first 24 bytes are the preface.
  #skip = 24;
  #rest: Buffer = Buffer.alloc(0);
  readonly #streams = new Map<number, Buffer>();
  readonly #onMessage: (bytes: Buffer) => void;

  constructor(onMessage: (bytes: Buffer) => void) {
    this.#onMessage = onMessage;
  }

  take(chunk: Buffer): void {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    this.#rest = Buffer.concat([this.#rest, chunk.subarray(skipped)]);
    while (this.#rest.length >= FRAME_HEADER) {
      const end = FRAME_HEADER + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) return;
      if (this.#rest.readUInt8(3) === DATA)
        this.#data(this.#rest.readUInt32BE(5), this.#rest.subarray(FRAME_HEADER, end));
      this.#rest = this.#rest.subarray(end);
    }
  }

  #data(stream: number, payload: Buffer): void {
    let bytes = Buffer.concat([this.#streams.get(stream) ?? Buffer.alloc(0), payload]);
    while (bytes.length >= MESSAGE_HEADER) {
      const end = MESSAGE_HEADER + bytes.readUInt32BE(1);
      if (bytes.length < end) break;
      this.#onMessage(Buffer.from(bytes.subarray(MESSAGE_HEADER, end)));
      bytes = bytes.subarray(end);
    }
    this.#streams.set(stream, bytes);
  }
}

/** Stands between a client and a server, passes everything on, and keeps what the client said. */
export class RecordingProxy {
  readonly port: number;
  /** What was sent on each connection, whole. */
  readonly connections: Buffer[][];
  readonly messages: RecordedMessage[];
  readonly #close: () => Promise<void>;
  readonly #label: { path: string };

  private constructor(
    port: number,
    connections: Buffer[][],
    messages: RecordedMessage[],
    label: { path: string },
    close: () => Promise<void>,
  ) {
    this.port = port;
    this.connections = connections;
    this.messages = messages;
    this.#label = label;
    this.#close = close;
  }

  static async start(to: number): Promise<RecordingProxy> {
    const sockets = new Set<Socket>();
    const connections: Buffer[][] = [];
    const messages: RecordedMessage[] = [];
    const label = { path: '' };
    const tcp = createServer((socket) => {
      const onward = connect(to, '127.0.0.1');
      const said: Buffer[] = [];
      connections.push(said);
      const tap = new MessageTap((bytes) => {
        if (bytes.length > 0) messages.push({ path: label.path, bytes });
      });
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
        one.pipe(other);
      }
      socket.on('data', (chunk: Buffer) => {
        said.push(chunk);
        tap.take(chunk);
      });
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const close = async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    };
    // A host and port were given, hence an address object comes back.
    return new RecordingProxy((tcp.address() as AddressInfo).port, connections, messages, label, close);
  }

  /** Everything that is said until the next call of this is meant for this method. */
  expect(path: string): void {
    this.#label.path = path;
  }

  close(): Promise<void> {
    return this.#close();
  }
}
