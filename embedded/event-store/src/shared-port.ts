import { createServer, type Server, type Socket } from 'node:net';

/** Every HTTP/2 client says `PRI * HTTP/2.0` before anything else, and no HTTP/1.1 client does. */
const PREFACE = Buffer.from('PRI');
/** How long a client may take to say what it speaks, and over HTTP/1.1 to ask its one question. */
const PATIENCE_MS = 10_000;

/** Takes a connection whose bytes so far lie in the socket's own buffer again. */
type Take = (socket: Socket) => void;

export type SharedPort = {
  readonly server: Server;
  /** A client has said what it wants: its answer may take its time. */
  readonly heard: (socket: Socket) => void;
  /** Ends every connection. */
  readonly cut: () => void;
};

/** One port for HTTP/2 and HTTP/1.1, told apart by the first bytes that a client sends. */
export const sharedPort = (takes: { readonly http2: Take; readonly http1: Take }): SharedPort => {
  const impatience = new Map<Socket, NodeJS.Timeout>();
  const heard = (socket: Socket): void => {
    clearTimeout(impatience.get(socket));
  };
  const server = createServer({ noDelay: true }, (socket) => {
    impatience.set(
      socket,
      setTimeout(() => socket.destroy(), PATIENCE_MS),
    );
    socket.once('close', () => {
      heard(socket);
      impatience.delete(socket);
    });
    socket.on('error', () => socket.destroy());
    let seen: Buffer = Buffer.alloc(0);
    const look = (): void => {
      const chunk: unknown = socket.read();
      if (!(chunk instanceof Buffer)) return;
      seen = Buffer.concat([seen, chunk]);
      const start = seen.subarray(0, PREFACE.length);
      const isHttp2 = start.equals(PREFACE.subarray(0, start.length));
      if (isHttp2 && start.length < PREFACE.length) return;
      socket.off('readable', look);
      socket.unshift(seen);
      if (isHttp2) {
        // Whoever keeps an idle channel open is welcome.
        heard(socket);
        takes.http2(socket);
      } else {
        takes.http1(socket);
      }
    };
    socket.on('readable', look);
  });
  return {
    server,
    heard,
    cut: () => {
      for (const socket of impatience.keys()) socket.destroy();
    },
  };
};
