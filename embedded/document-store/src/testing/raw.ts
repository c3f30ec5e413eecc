import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';
import type { Document } from 'mongodb';

/** A whole OP_MSG with one command, which names its `$db`. */
export function messageOf(command: Document, flags = 0): Buffer {
  const body = serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

/** Sends bytes on a connection of their own; answers the document of the reply, or undefined when the connection is closed without one. */
export async function sendBytes(port: number, bytes: Buffer): Promise<Document | undefined> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let answer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer = Buffer.concat([answer, chunk]);
    if (answer.length >= 4 && answer.length >= answer.readInt32LE(0)) return deserialize(answer.subarray(21));
  }
  return undefined;
}

/** Sends a command with whatever session and number it has: the driver itself chooses its own. The connection closes behind it. */
export async function sendRaw(port: number, command: Document): Promise<Document> {
  return (await sendBytes(port, messageOf(command))) ?? {};
}
