import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { startMailCatcher, type MailCatcher } from './start-mail-catcher.js';

const key = randomBytes(32);

describe('the mail catcher', () => {
  let data: string;
  let catcher: MailCatcher;
  const start = (more: Partial<Parameters<typeof startMailCatcher>[0]> = {}) =>
    startMailCatcher({ data, key, smtpPort: 0, httpPort: 0, ...more });
  const send = (subject: string, more: Readonly<Record<string, unknown>> = {}) => {
    const transport = createTransport(catcher.smtpUrl);
    return transport
      .sendMail({ from: 'shop@example.org', to: 'ann@example.org', subject, text: `Dear Ann, ${subject}`, ...more })
      .finally(() => {
        transport.close();
      });
  };
  const ask = async (path: string, accept = 'application/json') => {
    const response = await fetch(`${catcher.httpUrl}${path}`, { headers: { accept } });
    return { status: response.status, text: await response.text() };
  };
  const mails = async () =>
    (JSON.parse((await ask('/mails')).text) as { mails: { id: string; subject: string; to: string[] }[] }).mails;

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'mail-catcher-'));
    catcher = await start();
  });
  afterEach(async () => {
    await catcher.close();
    rmSync(data, { recursive: true, force: true });
  });

  it('keeps what an SMTP client sends, and shows the newest first', async () => {
    await send('your order');
    await send('your parcel');
    expect((await mails()).map(({ subject }) => subject)).to.deep.equal(['your parcel', 'your order']);
  });
  it('shows a mail with its text, its HTML and its attachments', async () => {
    await send('invoice', {
      html: '<p>Dear <b>Ann</b></p>',
      attachments: [{ filename: 'invoice.pdf', content: 'abc' }],
    });
    const [{ id } = { id: '' }] = await mails();
    const mail = JSON.parse((await ask(`/mails/${id}`)).text) as Record<string, unknown>;
    expect(mail).to.include({ subject: 'invoice', text: 'Dear Ann, invoice' });
    expect(String(mail['html'])).to.contain('<b>Ann</b>');
    expect(mail['attachments']).to.deep.equal([{ name: 'invoice.pdf', type: 'application/pdf', bytes: 3 }]);
    expect((await ask(`/mails/${id}/source`)).text).to.match(/^Subject: invoice/m);
  });
  it('still has them after it was started again', async () => {
    await send('your order');
    await catcher.close();
    catcher = await start();
    await send('your parcel');
    expect((await mails()).map(({ subject }) => subject)).to.deep.equal(['your parcel', 'your order']);
  });
  it('has nothing of a mail on the disk that could be read without the key', async () => {
    await send('a secret-subject', { to: 'marked-name@example.org' });
    const bytes = readdirSync(join(data, 'mails')).map((name) => readFileSync(join(data, 'mails', name), 'latin1'));
    expect(bytes).to.have.length(1);
    expect(bytes.join('')).not.to.match(/secret-subject|marked-name|example\.org/);
  });
  it('says of a file that was changed that it was, and shows the others', async () => {
    await send('your order');
    const [name = ''] = readdirSync(join(data, 'mails'));
    const bytes = readFileSync(join(data, 'mails', name));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(data, 'mails', name), bytes);
    const { status, text } = await ask(`/mails/${name.slice(0, -5)}`);
    expect([status, JSON.parse(text)]).to.deep.equal([
      500,
      { detail: `${name} was damaged, or sealed with another key than this one` },
    ]);
    await send('your parcel');
    expect((await ask('/mails')).status).to.equal(200);
    expect((await mails()).map(({ subject }) => subject)).to.include('your parcel');
  });
  it('keeps the newest when there are more than it may keep', async () => {
    await catcher.close();
    catcher = await start({ most: 2 });
    for (const subject of ['one', 'two', 'three']) await send(subject);
    expect((await mails()).map(({ subject }) => subject)).to.deep.equal(['three', 'two']);
    expect(readdirSync(join(data, 'mails'))).to.have.length(2);
  });
  it('does not let the text of a mail become part of its page', async () => {
    await send('<script>alert(1)</script>', { html: '<script>alert(2)</script>' });
    const [{ id } = { id: '' }] = await mails();
    for (const path of ['/', `/mails/${id}`]) {
      const { text } = await ask(path, 'text/html');
      expect(text).not.to.contain('<script');
    }
  });
  it('refuses as many mails as a dial says, for a while: a sender may try again', async () => {
    await fetch(`${catcher.httpUrl}/dials`, { method: 'PUT', body: JSON.stringify({ refuseNext: 1 }) });
    const failure = await send('your order').catch((error: unknown) => error);
    expect(failure).to.include({ responseCode: 451 });
    await send('your order');
    expect(await mails()).to.have.length(1);
  });
  it('tells a dial that it does not have', async () => {
    for (const body of ['{"refuseNext": -1}', '{}', 'no', '[]', 'null']) {
      const response = await fetch(`${catcher.httpUrl}/dials`, { method: 'PUT', body });
      expect(response.status, body).to.equal(400);
    }
  });
  it('goes on when a client vanishes in the middle of a mail, or says nonsense', async () => {
    const port = Number(new URL(catcher.smtpUrl).port);
    for (const words of [
      'DATA\r\nhalf a ma',
      '\0\0\xff'.repeat(1_000),
      'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nhalf',
    ])
      await new Promise<void>((resolve) => {
        const socket = createConnection({ port, host: '127.0.0.1' }, () => {
          socket.write(words, () => socket.destroy());
        });
        socket.once('close', () => {
          resolve();
        });
      });
    await send('your order');
    expect((await mails()).map(({ subject }) => subject)).to.deep.equal(['your order']);
  });
  it('tells what is not there', async () => {
    for (const path of ['/mails/1234567890123-000000', '/mails/1234567890123-000000/source', '/mails/..%2flock', '/x'])
      expect((await ask(path)).status, path).to.equal(404);
  });
  it('serves one folder in one process', async () => {
    // The lock names a process that runs; our own would be a lock that was left by a crash.
    writeFileSync(join(data, 'lock'), process.ppid.toString());
    const failure = await start().catch((error: unknown) => error);
    expect(String(failure)).to.contain(`process ${process.ppid.toString()} serves ${data} already`);
  });
  it('is for this machine alone', async () => {
    const failure = await start({ data: join(data, 'other'), host: '0.0.0.0' }).catch((error: unknown) => error);
    expect(String(failure)).to.contain('0.0.0.0 can be reached by others');
  });
});
