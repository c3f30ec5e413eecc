import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What became of a message: an answer came, the server closed the connection, or neither, as when a length promises more. */
export type Outcome = 'answered' | 'closed' | 'silence';

/** How long to wait for what need not come, and for an answer that must, in milliseconds. */
const patience = { mayBeSilent: 40, mustAnswer: 10_000 };

/** Whether a message is one whose sender may wait in vain: a length that promises more, or the flag that wants no answer. */
export function mayBeSilent(frame: Buffer): boolean {
  if (frame.length < 16 || frame.readInt32LE(0) > frame.length) return true;
  const isMessage = frame.readInt32LE(12) === 2013;
  return isMessage && frame.length >= 20 && (frame.readUInt32LE(16) & 2) !== 0;
}

/** Sends messages one after the other, on a new connection when the last one is of no more use. */
export class Sender {
  readonly #port: number;
  #socket: Socket | undefined;
  #bytes = 0;
  #needed = 4;
  #head = Buffer.alloc(0);
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  async send(frame: Buffer): Promise<Outcome> {
    const socket = (this.#socket ??= this.#connect());
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      timer = setTimeout(resolve, mayBeSilent(frame) ? patience.mayBeSilent : patience.mustAnswer, 'silence');
      socket.write(frame);
    });
    clearTimeout(timer);
    this.#settle = undefined;
    // What lies behind the end that its length tells would be the beginning of the next one.
    if (outcome !== 'answered' || frame.readInt32LE(0) !== frame.length) this.close();
    return outcome;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(): Socket {
    const socket = connect(this.#port, '127.0.0.1');
    socket.setNoDelay(true);
    this.#begin();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (socket === this.#socket) this.#settle?.('closed');
    });
    socket.on('data', (chunk: Buffer) => {
      if (socket === this.#socket) this.#take(chunk);
    });
    return socket;
  }

  #begin(): void {
    this.#bytes = 0;
    this.#needed = 4;
    this.#head = Buffer.alloc(0);
  }

  /** Only how long an answer is matters. */
  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#head.length < 4) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, 4)]);
      if (this.#head.length >= 4) this.#needed = this.#head.readInt32LE(0);
    }
    if (this.#bytes < this.#needed) return;
    this.#begin();
    this.#settle?.('answered');
  }
}
