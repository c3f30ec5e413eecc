import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { Visitor } from './testing/api.js';
import { browsedShop } from './testing/browsed-shop.js';
import { waitFor } from './testing/shop.js';

type Mail = { readonly id: string; readonly subject: string; readonly text?: string };

describe('a guest who opens the link of a mail', function () {
  this.timeout(120_000);
  const started = browsedShop(async ({ staff }) => {
    await staff.must('POST', '/inventory/products', { sku: 'JAR', title: 'A jar', priceMinor: 295, currency: 'GBP' });
    await staff.must('POST', '/inventory/products/JAR/stock', { action: 'receive', quantity: 50 });
  });

  const buy = async (email: string): Promise<string> => {
    const guest = new Visitor(`${started().shop.url}/api`);
    await guest.must('POST', '/access/sessions');
    const { orderId } = await guest.must<{ orderId: string }>('POST', '/orders', {
      ...{ lines: [{ sku: 'JAR', quantity: 2 }], country: 'France' },
      delivery: { name: 'Ann Archer', email, line1: '1 Mill Lane', city: 'Ambridge', postcode: 'BO1 1AA' },
    });
    return orderId;
  };
  /** The address in the newest mail about an order that tells of something. */
  const linkIn = (orderId: string, subject: RegExp): Promise<string> =>
    waitFor(`a mail: ${subject.source}`, 20_000, async () => {
      const catcher = started().shop.run().urls['mail-catcher'] ?? '';
      const { mails } = (await (await fetch(`${catcher}/mails`)).json()) as { readonly mails: readonly Mail[] };
      for (const { id, subject: told } of mails) {
        if (!subject.test(told)) continue;
        const mail = await (await fetch(`${catcher}/mails/${id}`, { headers: { accept: 'application/json' } })).text();
        const found = new RegExp(`http[^\\s"<]*/orders/${orderId}/link\\?token=[\\w-]{43}`).exec(mail)?.[0];
        if (found !== undefined) return found;
      }
      return undefined;
    });
  const withoutScripts = (): Promise<BrowserContext> => started().browser.newContext({ javaScriptEnabled: false });

  it('sees the order, and the token is gone from the address; nobody sees it without', async () => {
    const { shop } = started();
    const orderId = await buy('ann@example.org');
    const { pathname, search } = new URL(await linkIn(orderId, /is confirmed/));
    const link = shop.url + pathname + search;
    const answer = await fetch(link, { redirect: 'manual' });
    expect(answer.status).to.equal(303);
    expect(answer.headers.get('location')).to.equal(`/orders/${orderId}`);
    expect(answer.headers.get('referrer-policy')).to.equal('no-referrer');
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    expect(answer.headers.get('set-cookie'))
      .to.match(/HttpOnly/i)
      .and.to.contain(`Path=/orders/${orderId};`);

    const context = await withoutScripts();
    const page = await context.newPage();
    await page.goto(link);
    expect(page.url()).to.equal(`${shop.url}/orders/${orderId}`);
    expect(await page.locator('main').innerText()).to.contain('Ann Archer');
    const other = await buy('bob@example.org');
    expect((await page.goto(`${shop.url}/orders/${other}`))?.status(), 'another order').to.equal(404);
    await context.close();

    const strangers = await withoutScripts();
    const stranger = await strangers.newPage();
    const token = new URL(link).searchParams.get('token') ?? '';
    for (const path of [
      `/orders/${orderId}`,
      `/orders/${orderId}/link?token=${token.slice(1)}A`,
      `/orders/${orderId}/link`,
      `/orders/${other}/link?token=${token}`,
      '/orders/no-such-order',
    ]) {
      expect((await stranger.goto(shop.url + path))?.status(), path).to.equal(404);
      expect(await stranger.content(), path).not.to.contain('Ann Archer');
    }
    await strangers.close();
    expect(shop.log(), 'no log knows the token').not.to.contain(token);
  });

  it('cancels before it is sent', async () => {
    const { shop } = started();
    const orderId = await buy('carol@example.org');
    const { pathname, search } = new URL(await linkIn(orderId, /is confirmed/));
    const context = await withoutScripts();
    const page = await context.newPage();
    await page.goto(shop.url + pathname + search);
    await page.getByText('Cancel the order').click();
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByText('changed my mind').waitFor();
    await context.close();
  });

  it('asks for a return by a form without scripts, which the desk takes to its end', async () => {
    const { shop, staff, browser } = started();
    const orderId = await buy('dan@example.org');
    const { pathname, search } = new URL(await linkIn(orderId, /is confirmed/));
    await staff.must('POST', '/payments', { orderId, method: 'cash', amountMinor: 590, currency: 'GBP' });
    await staff.must('POST', `/orders/${orderId}/shipments`, {});
    await linkIn(orderId, /is on its way/);
    const context = await withoutScripts();
    const page = await context.newPage();
    await page.goto(shop.url + pathname + search);
    await page.getByText('Send something back').last().click();
    await page.getByLabel(/A jar, how many of 2/i).fill('1');
    await page.locator('select[name=reason]').selectOption('faulty');
    await page.getByLabel(/own words/).fill('It does not close.');
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await page.getByText('Asked for; we answer soon').waitFor();
    expect(await page.locator('main').innerText()).to.contain('It does not close.');

    const desk = await (await browser.newContext()).newPage();
    await desk.goto(`${shop.url}/staff/sign-in?then=${encodeURIComponent(`/desk?status=all&order=${orderId}`)}`);
    await desk.getByLabel(/login|name/i).fill(shop.administrator.login);
    await desk.getByLabel(/password/i).fill(shop.administrator.password);
    await desk.getByRole('button', { name: /sign in/i }).click();
    await desk.getByRole('button', { name: 'It may be sent' }).click();
    await desk.getByRole('button', { name: 'The parcel is here' }).click();
    await desk.getByLabel('Given back', { exact: false }).fill('1.95');
    await desk.getByLabel(/Why less/).fill('The lid is missing.');
    await desk.getByRole('button', { name: 'It is looked at' }).click();
    await desk.getByText('Return, done').waitFor();
    await desk.getByRole('button', { name: 'Give back £1.95' }).click();
    await desk.getByText('It is given back.').waitFor();
    await linkIn(orderId, /What you sent back is here/);
    await linkIn(orderId, /We have given back £1.95/);

    await page.reload();
    expect(await page.locator('main').innerText())
      .to.contain('£1.95 was given back')
      .and.to.contain('The lid is missing.');
    await context.close();
  });
});
