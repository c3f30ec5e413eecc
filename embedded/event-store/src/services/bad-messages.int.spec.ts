import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { WireWriter } from '../wire/protobuf.js';
import { labelsOf, serving, thing } from '../testing/served.js';

const pass = (bytes: Buffer): Buffer => bytes;
const STREAMS = '/event_store.client.streams.Streams';
const uuid = (id: string): Buffer => new WireWriter().string(2, id).finish();

describe('a message that is none', () => {
  const served = serving();
  let raw: Client;
  before(() => {
    raw = new Client(`127.0.0.1:${served().server.port.toString()}`, credentials.createInsecure());
  });
  after(() => {
    raw.close();
  });

  const unary = (path: string, message: Buffer): Promise<string> =>
    new Promise((resolve) => {
      raw.makeUnaryRequest(path, pass, pass, message, (error) => {
        resolve(error ? `${error.code.toString()} ${error.details}` : 'ok');
      });
    });
  /** Sends messages on one call. @returns its answers, and how it failed */
  const both = (path: string, ...messages: readonly Buffer[]): Promise<{ answers: Buffer[]; failure: string }> =>
    new Promise((resolve) => {
      const call = raw.makeBidiStreamRequest(path, pass, pass);
      const answers: Buffer[] = [];
      call.on('data', (answer: Buffer) => answers.push(answer));
      call.on('error', ({ code, details }: ServiceError) => {
        resolve({ answers, failure: `${code.toString()} ${details}` });
      });
      call.on('end', () => {
        resolve({ answers, failure: '' });
      });
      for (const message of messages) call.write(message);
      call.end();
    });

  it('is refused by every kind of call, which says what is missing', async () => {
    const junk = Buffer.from([0xff, 0xff, 0xff]);
    for (const method of ['Delete', 'Tombstone']) {
      expect(await unary(`${STREAMS}/${method}`, Buffer.alloc(0))).to.equal('3 a removal carries its options');
      expect(await unary(`${STREAMS}/${method}`, junk)).to.match(/^13 .*deserializ/);
    }
    expect((await both(`${STREAMS}/BatchAppend`, junk)).failure).to.match(/^3 the message is no BatchAppendReq/);
    expect((await both(`${STREAMS}/BatchAppend`, Buffer.alloc(0))).failure).to.contain('it has no correlation id');
    const append = await new Promise<string>((resolve) => {
      raw
        .makeClientStreamRequest(`${STREAMS}/Append`, pass, pass, (error) => {
          resolve(error?.details ?? 'ok');
        })
        .end();
    });
    expect(append).to.equal('the first message of an append carries its options');
  });

  it('of a service or method that is not there is answered with its name', async () => {
    expect(await unary('/event_store.client.nothing.Nothing/X', Buffer.alloc(0))).to.match(/^12 .*nothing\.Nothing\/X/);
    expect(await unary(`${STREAMS}/Nothing`, Buffer.alloc(0))).to.match(/^12 /);
  });

  it('leaves out its options and is answered for that append alone, in a batch that goes on', async () => {
    const bare = new WireWriter().bytes(1, uuid('6f9619ff-8b86-d011-b42d-00c04fc964ff')).oneofUint64(4, 1).finish();
    const { answers, failure } = await both(`${STREAMS}/BatchAppend`, bare, bare);
    expect(failure).to.equal('');
    expect(answers.map((answer) => answer.includes('carries its options'))).to.deep.equal([true, true]);
  });

  it('begins appends without end, and is stopped before they fill the memory', async () => {
    const begun = Array.from({ length: 70 }, (_, k) => {
      const proposed = new WireWriter().bytes(3, Buffer.alloc(1_000_000)).finish();
      const id = `00000000-0000-4000-8000-0000000000${k.toString().padStart(2, '0')}`;
      return new WireWriter(1_100_000).bytes(1, uuid(id)).bytes(3, proposed).finish();
    });
    expect((await both(`${STREAMS}/BatchAppend`, ...begun)).failure).to.contain('begun and not finished');
  });

  it('harms nobody else', async () => {
    await served().client.appendToStream('unharmed', thing('a'));
    expect(await labelsOf(served().client, 'unharmed')).to.deep.equal(['a']);
  });
});
