import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Visitor } from './testing/api.js';
import { browsedShop } from './testing/browsed-shop.js';
import { readShopEvents } from './testing/log.js';
import { waitFor } from './testing/shop.js';

type Sales = { rows: { key: string; orders: number; linesMinor: number }[]; totals: { orders: number } };

/** Each service that may die while somebody buys; the stores are services too. */
const services = [
  'command-side',
  'query-side',
  'projections',
  'recommender',
  'event-store',
  'document-store',
  'payment-gateway',
  'mail-catcher',
  'ui',
] as const;

describe('a purchase in a browser', function () {
  this.timeout(180_000);
  const started = browsedShop(async ({ staff }) => {
    await stockShelf(staff);
  });

  it('goes from the home page to a tracked order, and stands in the sales', async () => {
    const { shop, staff, browser } = started();
    const page = await browser.newPage();
    const orderId = await buy(page, shop.url, () => Promise.resolve());
    await page.goto(`${shop.url}/orders/${orderId}`);
    expect(await page.locator('main').innerText()).to.match(/jam jar/i);
    const sales = await waitFor('the order in the sales', 10_000, async () => {
      const found = await staff.must<Sales>('GET', `/analytics/sales?by=day&from=${today()}&to=${today()}`);
      return found.totals.orders > 0 ? found : undefined;
    });
    expect(sales.totals.orders).to.equal(1);
    expect(sales.rows[0]?.linesMinor).to.equal(2 * 295);
    await page.close();
  });

  it('leads to an invoice, once goods are sent, that its shopper can take from the page and nobody else', async () => {
    const { shop, staff, browser } = started();
    const page = await browser.newPage();
    const orderId = await buy(page, shop.url, () => Promise.resolve());
    await waitFor('the order to be confirmed', 30_000, async () => {
      const events = await readShopEvents(shop.run().urls['event-store'] ?? '');
      return events.some((event) => event.orderId === orderId && event.type === 'OrderConfirmed') ? true : undefined;
    });
    await staff.must('POST', `/orders/${orderId}/shipments`, {});
    const invoice = page.getByRole('link', { name: 'Invoice (PDF)' });
    await waitFor('the invoice on the page', 30_000, async () => {
      await page.goto(`${shop.url}/orders/${orderId}`);
      return (await invoice.count()) === 1 ? true : undefined;
    });
    const path = (await invoice.getAttribute('href')) ?? '';
    const printed = await page.request.get(`${shop.url}${path}`);
    expect([printed.status(), printed.headers()['content-type']]).to.deep.equal([200, 'application/pdf']);
    expect((await printed.body()).subarray(0, 5).toString()).to.equal('%PDF-');
    expect((await fetch(`${shop.url}${path}`)).status).to.equal(401);
    await page.close();
  });

  /** Orders that came through: what the sales must say, also where a purchase before this one failed. */
  const ordersInTheLog = async (): Promise<number> =>
    (await readShopEvents(started().shop.run().urls['event-store'] ?? '')).filter(({ type }) => type === 'OrderPlaced')
      .length;

  it('asks the bank where the card’s bank wants that, and takes another card where one is declined', async () => {
    const { shop, browser } = started();
    const page = await browser.newPage();
    const orderId = await buy(page, shop.url, () => Promise.resolve(), cards.insufficient);
    await page.getByText('There is not enough money on this card').waitFor();
    await typeCard(page, cards.asks);
    await page.getByRole('button', { name: 'Pay with this card' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.waitForURL(new RegExp(`/orders/${orderId}`));
    await page.getByText('Promised by your card').waitFor();
    await page.getByText('Put aside for you').waitFor();
    await page.close();
  });

  it('is placed once although its answer is lost on the way, and the session of a newcomer with it', async () => {
    const { shop, browser } = started();
    const page = await (await browser.newContext()).newPage();
    const before = await ordersInTheLog();
    let lost = 0;
    await buy(page, shop.url, async () => {
      await page.route('**/checkout', async (route) => {
        const request = route.request();
        const body = request.postDataBuffer();
        if (request.method() !== 'POST' || body === null || body.includes('name="intent"') || lost++ > 0)
          return route.continue();
        // The shop takes it, by a way of our own, and the browser hears nothing.
        const { 'content-length': _, ...headers } = await request.allHeaders();
        await fetch(request.url(), { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual' });
        return route.abort();
      });
    });
    expect(lost).to.be.above(1);
    expect(await ordersInTheLog()).to.equal(before + 1);
    await page.close();
  });

  for (const [index, service] of services.entries()) {
    it(`completes although ${service} is killed on the way, with no event lost or doubled`, async () => {
      const { shop, staff, browser } = started();
      const page = await browser.newPage();
      const before = shop.run().pids[service];
      const orders = (await ordersInTheLog()) + 1;
      const orderId = await buy(page, shop.url, async () => {
        if (before === undefined) throw new Error(`run.json names no process of ${service}`);
        process.kill(before, 'SIGKILL');
        await sleep(50 * (index % 3));
      });
      await waitFor(`${service} to be back`, 30_000, () => {
        const now = shop.run().pids[service];
        return now !== undefined && now !== before ? now : undefined;
      });
      await page.close();

      const history = await waitFor('the order to be confirmed', 30_000, async () => {
        const events = (await readShopEvents(shop.run().urls['event-store'] ?? '')).filter(
          // A timer may be set again, for the minute in which the order was asked for again; mail goes out when it can.
          (event) => event.orderId === orderId && event.type !== 'TimerSet' && event.type !== 'MessageSent',
        );
        return events.some((event) => event.type === 'OrderConfirmed') ? events : undefined;
      });
      expect(history.map((event) => event.type).sort()).to.deep.equal([
        'CardPaymentStarted',
        'OrderConfirmed',
        'OrderPlaced',
        'PaymentAuthorised',
        'StockCommitted',
        'StockReserved',
      ]);
      const sales = await waitFor('the sales to count every order once', 30_000, async () => {
        const found = await staff.ask('GET', `/analytics/sales?by=day&from=${today()}&to=${today()}`);
        return found.status === 200 && (found.body as Sales).totals.orders === orders ? found.body : undefined;
      });
      expect((sales as Sales).rows[0]?.linesMinor).to.equal(orders * 2 * 295);
    });
  }
});

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());

const stockShelf = async (staff: Visitor): Promise<void> => {
  await staff.must('POST', '/inventory/products', {
    sku: 'JAR-1',
    title: 'JAM JAR WITH PINK RETROSPOT LID',
    priceMinor: 295,
    currency: 'GBP',
  });
  const { position } = await staff.must<{ position: string }>('POST', '/inventory/products/JAR-1/stock', {
    action: 'receive',
    quantity: 500,
  });
  await staff.must('GET', `/shop/products/JAR-1?after=${position}`);
};

/** Test cards: one that pays, one without money, one whose bank asks its owner. */
const cards = { good: '4242424242424242', insufficient: '4000000000009995', asks: '4000002760003184' } as const;

const typeCard = async (page: Page, number: string): Promise<void> => {
  const frame = page.frameLocator('iframe[title^="Card number"]');
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiry').fill('0931');
  await frame.getByLabel('Security code').fill('123');
};

/** Buys two jars by card; `meanwhile` happens between filling in the address and placing the order. */
const buy = async (
  page: Page,
  url: string,
  meanwhile: () => Promise<void>,
  card: string = cards.good,
): Promise<string> => {
  page.setDefaultTimeout(45_000);
  await page.goto(url);
  await page
    .getByRole('link', { name: /jam jar/i })
    .first()
    .click();
  await page.waitForURL(/\/products\/JAR-1/);
  await page.getByLabel(/quantity/i).fill('2');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.getByText('It is in your basket').waitFor();
  await page
    .getByRole('link', { name: /basket/i })
    .first()
    .click();
  await page.waitForURL(/\/basket/);
  await page
    .getByRole('link', { name: /checkout/i })
    .first()
    .click();
  await page.waitForURL(/\/checkout/);
  await page.getByLabel(/^(full )?name/i).fill('Ann Archer');
  await page.getByLabel(/e-?mail/i).fill('ann@example.org');
  await page
    .getByLabel(/address line 1|^address/i)
    .first()
    .fill('1 Mill Lane');
  await page.getByLabel(/town|city/i).fill('Ambridge');
  await page.getByLabel(/postcode/i).fill('BO1 1AA');
  await typeCard(page, card);
  await meanwhile();
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL(/\/orders\/[^/?]+/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return /\/orders\/([^/?]+)/.exec(page.url())?.[1] ?? '';
};
