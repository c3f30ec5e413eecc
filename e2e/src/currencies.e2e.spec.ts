import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { browsedShop } from './testing/browsed-shop.js';
import { waitFor } from './testing/shop.js';

describe('somebody who pays in euros', function () {
  this.timeout(120_000);
  const started = browsedShop(async ({ staff }) => {
    await staff.must('PUT', '/terms/currencies', { currencies: ['EUR'] });
    for (const sku of ['MUG', 'CUP']) {
      await staff.must('POST', '/inventory/products', { sku, title: `A ${sku}`, priceMinor: 600, currency: 'GBP' });
      await staff.must('POST', `/inventory/products/${sku}/stock`, { action: 'receive', quantity: 10 });
    }
    await staff.must('POST', '/inventory/products/MUG/price', { priceMinor: 725, currency: 'EUR' });
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
