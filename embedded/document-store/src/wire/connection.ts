import type { Socket } from 'node:net';
import { ConnectionLost, StoreError } from '../errors.js';
import { headerSize, maxMessage, parseMessage } from './message.js';
import type { Request } from './message.js';
import { encodeReply, errorReply } from './reply.js';
import type { Clock, Reply } from './reply.js';

/** What a connection needs from the server. */
export type Service = {
  clock: Clock;
  run(request: Request, connectionId: number): Promise<Reply>;
  failed(error: unknown): void;
};

/** Serves one client: its messages are answered one after the other, in order. */
export function serveConnection(socket: Socket, connectionId: number, service: Service): void {
  socket.setNoDelay(true);
  let chunks: Buffer[] = [];
  let buffered = 0;
  let wanted = headerSize;
  let busy = false;

  const fail = (error: unknown, requestId: number): void => {
    if (!(error instanceof StoreError)) service.failed(error);
    socket.end(encodeReply(errorReply(error), requestId, false, service.clock));
  };

  const answer = async (message: Buffer): Promise<void> => {
    let request: Request;
    try {
      request = parseMessage(message);
    } catch (error) {
      fail(error, message.readInt32LE(4));
      return;
    }
    let reply: Reply;
    try {
      reply = await service.run(request, connectionId);
    } catch (error) {
      if (error instanceof ConnectionLost) {
        socket.destroy();
        return;
      }
      if (!(error instanceof StoreError)) service.failed(error);
      reply = errorReply(error);
    }
    if (request.answered && !socket.destroyed) {
      socket.write(encodeReply(reply, request.requestId, request.legacy, service.clock));
    }
  };

  /** Takes whole messages off the front; while one is answered the rest waits, and so does the socket. */
  const drain = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      while (buffered >= wanted && !socket.destroyed) {
        const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, buffered);
        const length = all.readInt32LE(0);
        if (length < headerSize || length > maxMessage) {
          fail(
            new StoreError('InvalidBSON', `a message of ${String(length)} bytes is not possible`),
            all.readInt32LE(4),
          );
          return;
        }
        chunks = [all];
        if (buffered < length) {
          wanted = length;
          break;
        }
        wanted = headerSize;
        buffered -= length;
        chunks = buffered === 0 ? [] : [all.subarray(length)];
        await answer(all.subarray(0, length));
      }
    } finally {
      busy = false;
    }
    if (!socket.destroyed) socket.resume();
  };

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    buffered += chunk.length;
    if (buffered < wanted) return;
    if (busy) {
      if (buffered > maxMessage) socket.pause();
      return;
    }
    drain().catch((error: unknown) => {
      service.failed(error);
      socket.destroy();
    });
  });
  socket.on('error', () => socket.destroy());
}
