import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A way to a server on this machine that can be made long, or closed: what a network does to a connection. */
export class Passage {
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #isShut = false;
  /** How long what is sent is under way, each way, milliseconds. */
  delayMs = 0;
  readonly #server = createServer((inside) => {
    if (this.#isShut) {
      inside.destroy();
      return;
    }
    const outside = connect(this.#port, '127.0.0.1');
    this.#carry(inside, outside);
    this.#carry(outside, inside);
  });

  /** @param port of the server at its end */
  constructor(port: number) {
    this.#port = port;
  }

  #carry(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    // In order, also where it becomes shorter meanwhile.
    let sent: Promise<unknown> = Promise.resolve();
    const later = (send: () => void): void => {
      const due = Date.now() + this.delayMs;
      sent = sent.then(() => sleep(Math.max(0, due - Date.now()))).then(send);
    };
    from.on('data', (bytes) => {
      later(() => to.write(bytes));
    });
    from.on('end', () => {
      later(() => to.end());
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }

  /** @returns the port at its beginning */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // `listen` on a host and port answers with an address object; a string is for pipes.
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts what is open, and lets nobody through. */
  shut(): void {
    this.#isShut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  open(): void {
    this.#isShut = false;
  }

  close(): Promise<unknown> {
    this.shut();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
