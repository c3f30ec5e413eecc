import { connect } from 'node:net';
import type { SeededRandom } from '../seeded-random.js';
import type { Conversation } from './conversation.js';
import { mutate } from './mutate.js';

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const HTTP = [
  'GET /stats HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /gossip HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n{',
  'PRI',
]
  .concat(['OPTIONS * HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n'])
  .map((text) => Buffer.from(text));
/** How long an answer is waited for; most attackers hang up sooner. */
const PATIENCE_MS = 5;

const bytesToSend = ({ connections }: Conversation, random: SeededRandom): Buffer => {
  const kind = random.weighted({ noise: 2, preface: 2, conversation: 5, http: 1 });
  if (kind === 'noise') return random.bytes(random.below(200));
  if (kind === 'preface') return Buffer.concat([PREFACE, random.bytes(random.below(200))]);
  return mutate(random.pick(kind === 'http' ? HTTP : connections), connections, random);
};

/** Opens a connection, sends what no client would, and leaves in one of the ways that there are. Never fails. */
export const attackSocket = (port: number, conversation: Conversation, random: SeededRandom): Promise<void> =>
  new Promise((resolve) => {
    const bytes = bytesToSend(conversation, random);
    const leave = random.pick(['end', 'destroy', 'reset'] as const);
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      setTimeout(() => {
        if (leave === 'reset') socket.resetAndDestroy();
        else if (leave === 'destroy') socket.destroy();
        else socket.end(() => socket.destroy());
      }, random.below(PATIENCE_MS));
    });
    socket.on('error', () => undefined);
    socket.resume();
    socket.once('close', () => {
      resolve();
    });
  });
