import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A door to a server that lets nobody through until it is opened: for what may happen while one waits for an answer. */
export class HeldConnections {
  readonly #waiting: (() => void)[] = [];
  readonly #sockets = new Set<Socket>();
  #open = false;
  readonly #server = createServer((inside) => {
    const go = () => {
      const outside = connect(this.#port, '127.0.0.1');
      for (const socket of [inside, outside]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
      inside.pipe(outside).pipe(inside);
    };
    if (this.#open) go();
    else this.#waiting.push(go);
  });
  readonly #port: number;

  /** @param port of the server behind the door, on this machine */
  constructor(port: number) {
    this.#port = port;
  }

  /** @returns the port of the door */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // `listen` on a host and port answers with an address object; a string is for pipes.
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many wait at the door. */
  get held(): number {
    return this.#waiting.length;
  }

  open(): void {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  close(): Promise<unknown> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
