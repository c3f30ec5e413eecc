import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';

const OP_MSG = 2_013;
const HEADER = 16;
/** Header, flags, and the kind of the only section. */
const BEFORE_BODY = HEADER + 5;

/** A server refused a command, or went away. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

/**
 * Sends one command to a running server and waits for its answer, however long it takes.
 *
 * @param address host:port
 * @throws NotDone with the server's reason
 */
export function askServer(address: string, command: Readonly<Record<string, unknown>>): Promise<void> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(address.slice(at + 1)) });
    let received: Buffer = Buffer.alloc(0);
    const gone = (why: string): void => {
      reject(new NotDone(`the server at ${address} did not do it: ${why}`));
    };
    socket.once('error', (error) => {
      gone(error.message);
    });
    socket.once('close', () => {
      gone('it closed the connection');
    });
    socket.once('connect', () => socket.write(messageOf({ ...command, $db: 'admin' })));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < HEADER || received.length < received.readInt32LE(0)) return;
      const answer = deserialize(received.subarray(BEFORE_BODY, received.readInt32LE(0)));
      if (answer['ok'] === 1) resolve();
      else gone(String(answer['errmsg']));
      socket.destroy();
    });
  });
}

function messageOf(command: Readonly<Record<string, unknown>>): Buffer {
  const body = serialize(command);
  const message = Buffer.alloc(BEFORE_BODY);
  message.writeInt32LE(BEFORE_BODY + body.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([message, body]);
}
