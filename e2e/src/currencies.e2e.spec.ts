import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Visitor } from './testing/api.js';
import { findChromium, launchBrowser } from './testing/browser.js';
import { startShop, waitFor, type Shop } from './testing/shop.js';

describe('somebody who pays in euros', function () {
  this.timeout(120_000);
  let running: { readonly shop: Shop; readonly browser: Browser } | undefined;
  const started = () => {
    if (!running) throw new Error('the shop did not start');
    return running;
  };
  before(async function () {
    const chromium = findChromium();
    if ('missing' in chromium) {
      console.log(`    skipped: ${chromium.missing}`);
      this.skip();
    }
    const browser = await launchBrowser(chromium.path);
    const shop = await startShop(['--empty']);
    running = { shop, browser };
    const staff = new Visitor(`${shop.url}/api`);
    await staff.must('POST', '/access/staff-sessions', shop.administrator);
    await staff.must('PUT', '/terms/currencies', { currencies: ['EUR'] });
    for (const sku of ['MUG', 'CUP']) {
      await staff.must('POST', '/inventory/products', { sku, title: `A ${sku}`, priceMinor: 600, currency: 'GBP' });
      await staff.must('POST', `/inventory/products/${sku}/stock`, { action: 'receive', quantity: 10 });
    }
    await staff.must('POST', '/inventory/products/MUG/price', { priceMinor: 725, currency: 'EUR' });
  });
  after(async () => {
    await running?.browser.close();
    await running?.shop.stop();
  });
  const putInBasket = async (page: Page, sku: string): Promise<void> => {
    await page.goto(`${started().shop.url}/products/${sku}`);
    await page.getByRole('button', { name: 'Add to basket' }).click();
    await page.waitForURL(/added/);
  };

  it('sees, orders and is billed in euros, and in pounds where something is not sold in them', async () => {
    const { shop, browser } = started();
    const page = await (await browser.newContext()).newPage();
    await waitFor('the shop to offer euros, and the mug in them', 60_000, async () => {
      await page.goto(`${shop.url}/products/MUG`);
      return (await page.getByLabel('Prices in').count()) > 0 || undefined;
    });
    const price = page.locator('main .price').first();
    expect(await price.innerText()).to.equal('£6.00');
    await page.getByLabel('Prices in').selectOption('EUR');
    await page.getByRole('button', { name: 'Show' }).click();
    await waitFor('the price in euros', 20_000, async () => {
      await page.goto(`${shop.url}/products/MUG`);
      return (await price.innerText()) === '€7.25' || undefined;
    });
    await putInBasket(page, 'MUG');
    await putInBasket(page, 'CUP');
    await page.goto(`${shop.url}/basket`);
    expect(await page.locator('main').innerText())
      .to.contain('A Cup: not sold in EUR')
      .and.to.contain('£12.00')
      .and.not.to.contain('€');
    await page.getByRole('button', { name: 'Take out A Cup' }).click();
    await waitFor('the basket in euros', 20_000, async () =>
      (await page.locator('main .total').innerText()).includes('€7.25') ? true : undefined,
    );

    await page.goto(`${shop.url}/checkout`);
    for (const [label, value] of [
      ['Name', 'Ann Lee'],
      ['E-mail', 'ann@example.org'],
      ['Address', '1 High Street'],
      ['Town', 'Leeds'],
      ['Postcode', 'LS1 1AA'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByLabel(/bank transfer/).check();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.waitForURL(/\/orders\//, { timeout: 30_000 });
    const order = await page.locator('main').innerText();
    expect(order).to.contain('€7.25').and.not.to.contain('£');
  });
});
