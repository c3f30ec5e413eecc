import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { browsedShop } from './testing/browsed-shop.js';
import { waitFor } from './testing/shop.js';

const jars = ['JAR-1', 'JAR-2', 'JAR-3', 'JAR-4', 'JAR-5', 'JAR-6'];
const lamps = ['LAMP-1', 'LAMP-2', 'LAMP-3', 'LAMP-4', 'LAMP-5', 'LAMP-6'];

/** An order of the past, as an import writes it. */
const pastOrder = (orderId: string, skus: readonly string[]) => {
  const amount = { quantity: 1, unitPriceMinor: 250, amountMinor: 250 };
  const totals = { linesMinor: 250 * skus.length, chargesMinor: 0, totalMinor: 250 * skus.length, currency: 'GBP' };
  return jsonEvent({
    id: randomUUID(),
    type: 'OrderPlaced',
    data: {
      ...{ orderId, orderNumber: orderId, customerId: null, country: 'United Kingdom', charges: [], ...totals },
      lines: skus.map((sku, at) => ({ lineId: (at + 1).toString(), sku, title: sku, ...amount })),
    },
    metadata: {
      ...{ $correlationId: 'past', $causationId: 'past', commandId: orderId, schemaVersion: 1, origin: 'import' },
      ...{ actor: { kind: 'import', id: 'past' }, occurredAt: '2026-01-01T12:00:00.000Z' },
    },
  });
};

describe('a newcomer who lets us remember what they look at', function () {
  this.timeout(120_000);
  const started = browsedShop(async ({ staff, shop }) => {
    for (const sku of [...jars, ...lamps])
      await staff.must('POST', '/inventory/products', { sku, title: `Thing ${sku}`, priceMinor: 250, currency: 'GBP' });
    const client = EventStoreDBClient.connectionString(shop.run().urls['event-store'] ?? '');
    // Lamps are what many buy; jars are bought together.
    const past = [jars, jars, jars, ...Array.from({ length: 9 }, () => lamps)];
    for (const [at, skus] of past.entries())
      await client.appendToStream(`order-past-${at.toString()}`, pastOrder(`past-${at.toString()}`, skus));
    await client.dispose();
  });

  const forYou = async (page: Page): Promise<string> => {
    await page.goto(started().shop.url);
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'For you' }) });
    return (await section.count()) === 0 ? '' : await section.innerText();
  };

  it('finds what goes with it on the home page, and why', async () => {
    const page = await (await started().browser.newContext()).newPage();
    await waitFor('the jar is on sale', 30_000, async () => {
      await page.goto(`${started().shop.url}/products/JAR-1`);
      return (await page.getByRole('heading', { name: 'Thing Jar-1' }).count()) > 0 || undefined;
    });
    await page.getByRole('button', { name: 'Yes, you may' }).click();
    await page.getByText('May we remember').waitFor({ state: 'detached' });
    for (const sku of jars.slice(0, 3)) {
      const told = page.waitForResponse((response) => response.url().endsWith('/api/activity'));
      await page.goto(`${started().shop.url}/products/${sku}`);
      await told;
    }
    const words = await waitFor('the home page to follow', 20_000, async () => {
      const text = await forYou(page);
      return text.includes('Goes with what you looked at') ? text : undefined;
    });
    for (const sku of jars.slice(3)) expect(words.toUpperCase()).to.contain(sku);
    for (const sku of jars.slice(0, 3)) expect(words.toUpperCase()).not.to.contain(sku);
    // Who did not agree sees what many buy.
    const other = await (await started().browser.newContext()).newPage();
    expect(await forYou(other)).not.to.contain('Goes with what you looked at');
  });
});
