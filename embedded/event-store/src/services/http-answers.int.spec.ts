import { connect } from 'node:net';
import { expect } from 'chai';
import { labelsOf, serving, thing } from '../testing/served.js';

describe('over HTTP/1.1 on the same port', () => {
  const served = serving();
  const url = (path: string): string => `http://127.0.0.1:${served().server.port.toString()}${path}`;
  /** Sends pieces of bytes one after another. @returns the first line of what came back */
  const say = (...pieces: readonly (string | Buffer)[]): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(served().server.port, '127.0.0.1');
      let heard = '';
      socket.on('data', (bytes) => {
        heard += bytes.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.once('close', () => {
        resolve(heard.split('\r\n')[0] ?? '');
      });
      void (async () => {
        for (const piece of pieces) {
          socket.write(piece);
          await new Promise((wait) => setTimeout(wait, 10));
        }
        setTimeout(() => socket.destroy(), 200);
      })();
    });

  it('a probe hears that the node lives and is ready', async () => {
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(url(path))).status).to.equal(204);
    const ping = await fetch(url('/ping'));
    expect(await ping.json()).to.include({ text: 'Ping request successfully handled' });
    expect((await fetch(url('/ping'), { method: 'HEAD' })).status).to.equal(200);
  });

  it('people read what the node is, its one member and its figures', async () => {
    const read = async (path: string): Promise<unknown> => (await fetch(url(path))).json();
    expect(await read('/info')).to.deep.include({ authentication: { type: 'insecure', properties: {} } });
    expect(await read('/gossip'))
      .to.have.nested.property('members[0]')
      .that.includes({ state: 'Leader', isAlive: true, httpEndPointPort: served().server.port });
    expect(await read('/stats')).to.include.keys('es-events', 'es-logBytes', 'proc-mem');
  });

  it('what is not there, and what is not read, is told by name', async () => {
    const nothing = await fetch(url('/nothing'));
    expect(nothing.status).to.equal(404);
    expect(await nothing.text()).to.contain('/health/live');
    const posted = await fetch(url('/stats'), { method: 'POST', body: '{}' });
    expect([posted.status, posted.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
  });

  it('what is no request harms nobody', async () => {
    expect(await say(Buffer.from([0, 1, 2, 253, 254, 255]))).to.contain('400');
    expect(await say(`GET /ping HTTP/1.1\r\nX: ${'x'.repeat(50_000)}\r\n\r\n`)).to.contain('431');
    expect(await say('GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n')).to.contain('404');
    expect(await say('P', 'ATCH /ping HTTP/1.1\r\nHost: x\r\n\r\n')).to.contain('405');
    // The first bytes of HTTP/2 may come one by one, and be followed by anything.
    expect(await say('P', 'R', 'I * HTTP/2.0\r\n\r\nSM\r\n\r\n', Buffer.alloc(64, 0xff))).not.to.contain('HTTP/1.1');
    await served().client.appendToStream('unharmed', thing('a'));
    expect(await labelsOf(served().client, 'unharmed')).to.deep.equal(['a']);
  });
});
