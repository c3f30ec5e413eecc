import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Visitor } from './testing/api.js';
import { filesUnder, findText } from './testing/byte-search.js';
import { readShopEvents } from './testing/log.js';
import { startShop, waitFor, type Shop } from './testing/shop.js';

/** Stands in every personal value, and nowhere else. */
const MARK = `Mk${randomBytes(6).toString('hex')}`;
const ORDERS = 34;

type Mail = { readonly id: string; readonly to: readonly string[]; readonly subject: string };
type Placed = { readonly orderId: string };

describe('a day of trade', function () {
  this.timeout(120_000);
  let shop: Shop;
  let staff: Visitor;
  let values = 0;
  before(async () => {
    shop = await startShop(['--empty']);
    staff = new Visitor(`${shop.url}/api`);
    await staff.must('POST', '/access/staff-sessions', shop.administrator);
    const product = { sku: 'JAR', title: 'A jar', priceMinor: 295, currency: 'GBP' };
    await staff.must('POST', '/inventory/products', product);
    await staff.must('POST', '/inventory/products/JAR/stock', { action: 'receive', quantity: 1_000 });
  });
  after(() => shop.stop());

  const shopper = async (): Promise<Visitor> => {
    const visitor = new Visitor(`${shop.url}/api`);
    await visitor.must('POST', '/access/sessions');
    return visitor;
  };
  const marked = (what: string): string => `${MARK}${what}${(++values).toString()}`;
  const orderOf = () => ({
    lines: [{ sku: 'JAR', quantity: 1 }],
    country: 'United Kingdom',
    delivery: {
      name: marked('Name'),
      email: `${marked('mail')}@example.org`,
      line1: marked('Street'),
      line2: marked('Flat'),
      city: marked('Town'),
      postcode: marked('P').slice(0, 20),
    },
  });
  const tokenIn = async (email: string, subject: RegExp): Promise<string> => {
    const mails = `${shop.run().urls['mail-catcher'] ?? ''}/mails`;
    return waitFor(`a mail ${subject.source}`, 30_000, async () => {
      const kept = (await (await fetch(mails)).json()) as { readonly mails: readonly Mail[] };
      const mail = kept.mails.find(({ to, subject: of }) => to.includes(email) && subject.test(of));
      const whole = mail && (await (await fetch(`${mails}/${mail.id}`)).text());
      return /\/account\/\w+#([\w.-]+)/.exec(whole ?? '')?.[1];
    });
  };
  /** Customers with accounts: registered, verified, at an address of theirs, and one of them erased. */
  const customersTrade = async (): Promise<void> => {
    for (const n of [1, 2, 3]) {
      const visitor = await shopper();
      const email = `${marked('mail')}@example.org`;
      const password = marked('secret-word');
      await visitor.must('POST', '/customers', { name: marked('Name'), email, password });
      await visitor.must('POST', '/customers/verification', { token: await tokenIn(email, /your address/i) });
      await visitor.ask('POST', '/customers/session', { email, password: marked('wrong-word') });
      await visitor.must('POST', '/customers/session', { email, password });
      const { country, delivery } = orderOf();
      const { email: _, ...address } = delivery;
      const kept = await visitor.must<{ addressId: string }>('POST', '/customers/me/addresses', {
        ...address,
        country,
      });
      const order = { lines: [{ sku: 'JAR', quantity: 1 }], addressId: kept.addressId };
      const { orderId } = await visitor.must<Placed>('POST', '/orders', order);
      await happens(orderId, 'OrderConfirmed');
      await staff.must('POST', `/orders/${orderId}/shipments`, {});
      await staff.must('POST', `/orders/${orderId}/returns`, {
        ...{ lines: [{ lineId: '1', quantity: 1 }], reason: marked('Broken') },
      });
      const told = JSON.stringify(await visitor.must('GET', '/customers/me/export'));
      expect(told).to.contain(email);
      // Nobody looked at the one that is erased: who did may have its key in hand for a minute.
      if (n === 1) await visitor.must('POST', '/customers/me/erasure');
      const shown = await staff.must<{ readonly delivery: object }>('GET', `/shop/orders/${orderId}`);
      if (n === 1) expect(shown.delivery).to.deep.equal({ state: 'erased' });
      else expect(JSON.stringify(shown.delivery)).to.contain(MARK);
      await hasPapers(orderId);
    }
  };
  /** An invoice and a credit note, on which it stands who bought, whether they were erased since or not. */
  const hasPapers = async (orderId: string): Promise<void> => {
    const papers = await waitFor(`the papers of ${orderId}`, 30_000, async () => {
      const path = `/shop/orders/${orderId}/invoices`;
      const { items } = await staff.must<{ readonly items: readonly { readonly number: string }[] }>('GET', path);
      return items.length === 2 ? items : undefined;
    });
    for (const { number } of papers) {
      expect(JSON.stringify(await staff.must('GET', `/invoices/${number}`))).to.contain(MARK);
      const printed = await staff.ask('GET', `/invoices/${number}.pdf`);
      expect([printed.status, printed.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    }
  };
  const eventsOf = async (orderId: string) =>
    (await readShopEvents(shop.run().urls['event-store'] ?? '')).filter((event) => event.orderId === orderId);
  const happens = (orderId: string, type: string) =>
    waitFor(`${type} of ${orderId}`, 30_000, async () =>
      (await eventsOf(orderId)).some((event) => event.type === type) ? true : undefined,
    );

  it('does a hundred identical requests once, though the service that takes them is killed in between', async () => {
    const visitor = await shopper();
    const body = { ...orderOf(), payment: { kind: 'card', paymentMethodId: 'pm_card_visa' } };
    const key = 'a-hundred-times-the-same';
    const insist = async (): Promise<Placed> => {
      for (;;) {
        const reply = await visitor.ask('POST', '/orders', body, { 'idempotency-key': key }).catch(() => undefined);
        if (reply?.status === 201) return reply.body as Placed;
        if (reply && reply.status < 500) throw new Error(`answered ${reply.status.toString()}`);
        await sleep(100);
      }
    };
    const kill = () => {
      const pid = shop.run().pids['command-side'];
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    };
    const asked = Array.from({ length: 100 }, insist);
    await sleep(30);
    kill();
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ orderId }) => orderId)).size).to.equal(1);
    const orderId = answers[0]?.orderId ?? '';
    await happens(orderId, 'OrderConfirmed');
    const types = (await eventsOf(orderId)).map(({ type }) => type);
    for (const type of ['OrderPlaced', 'OrderConfirmed', 'CardPaymentStarted', 'PaymentAuthorised'])
      expect(
        types.filter((each) => each === type),
        type,
      ).to.have.length(1);
    // One that remembers nothing of it knows the body again by what stands in the log.
    kill();
    expect((await insist()).orderId).to.equal(orderId);
    const other = await visitor.ask('POST', '/orders', { ...body, country: 'France' }, { 'idempotency-key': key });
    expect(other.status).to.equal(422);
  });

  it('leaves nothing in the clear of 200 values that tell who people are, on no disk and in no log', async () => {
    const cards = ['pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_authenticationRequired', undefined];
    await Promise.all(
      Array.from({ length: ORDERS }, async (_, n) => {
        const visitor = await shopper();
        const paymentMethodId = cards[n % cards.length];
        const { orderId } = await visitor.must<Placed>('POST', '/orders', {
          ...orderOf(),
          ...(paymentMethodId === undefined ? {} : { payment: { kind: 'card', paymentMethodId } }),
        });
        await visitor.ask('GET', `/shop/orders/${orderId}`);
        if (n % 4 === 1 || n % 4 === 2) {
          await visitor.must('POST', `/orders/${orderId}/cancellation`, { reason: `${marked('Why')}, says Ann` });
          return;
        }
        await happens(orderId, 'OrderConfirmed');
        await staff.must('POST', `/orders/${orderId}/shipments`, {});
        if (n % 4 === 3) {
          const money = { orderId, method: 'cash', amountMinor: 295, currency: 'GBP' };
          await staff.must('POST', '/payments', money);
          await staff.must('POST', `/payments/${orderId}/refunds`, { amountMinor: 5, reason: marked('Sorry') });
        }
        await staff.must('POST', `/orders/${orderId}/returns`, {
          ...{ lines: [{ lineId: '1', quantity: 1 }], reason: marked('Broken') },
        });
      }),
    );
    await customersTrade();
    expect(values).to.be.at.least(200);
    // What comes from outside and is refused is told, and must not be told with what it held.
    const stranger = await shopper();
    await stranger.ask('POST', '/orders', { ...orderOf(), country: '' });
    await stranger.ask('POST', '/orders', { ...orderOf(), [marked('field')]: 1 });
    await sleep(1_000);
    const { dataDir } = shop;
    const names = filesUnder(dataDir).join(' ');
    for (const part of ['event-store', 'document-store', 'payment-gateway', 'logs', 'command-side.log'])
      expect(names).to.contain(part);
    expect(findText(dataDir, MARK)).to.deep.equal([]);
  });

  it('would find them if they were there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'storefold-marks-'));
    const value = `to ${MARK}Name1 of Leeds`;
    const forms = [
      value,
      Buffer.from(value).toString('hex'),
      ...['', 'a', 'ab'].map((before) => Buffer.from(before + value).toString('base64')),
    ];
    for (const [n, form] of forms.entries()) {
      writeFileSync(join(folder, 'log'), form);
      expect(findText(folder, MARK), `form ${n.toString()}`).to.have.length.at.least(1);
    }
    writeFileSync(join(folder, 'log'), Buffer.from(value, 'utf16le'));
    expect(findText(folder, MARK)).to.have.length(1);
    rmSync(folder, { recursive: true, force: true });
  });
});
