import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { browsedShop } from './testing/browsed-shop.js';
import { readShopEvents } from './testing/log.js';
import { waitFor } from './testing/shop.js';

const seen = ['ProductViewed', 'CatalogueSearched'];

describe('a visitor who is asked whether we may remember what they look at', function () {
  this.timeout(120_000);
  const started = browsedShop(async ({ staff }) => {
    await staff.must('POST', '/inventory/products', { sku: 'JAR', title: 'A jar', priceMinor: 295, currency: 'GBP' });
  });
  const told = async (): Promise<readonly string[]> =>
    (await readShopEvents(started().shop.run().urls['event-store'] ?? '')).flatMap(({ type }) =>
      seen.includes(type) || type === 'VisitorConsentChanged' ? [type] : [],
    );
  const visit = async (context: BrowserContext, path: string) => {
    const page = await context.newPage();
    await page.goto(started().shop.url + path);
    return page;
  };

  it('is remembered after a yes, and not before', async () => {
    const context = await started().browser.newContext();
    // The projections may need a moment until the page is there.
    const page = await waitFor('the jar is on sale', 20_000, async () => {
      const tried = await visit(context, '/products/JAR');
      if ((await tried.getByRole('heading', { name: 'A Jar' }).count()) > 0) return tried;
      await tried.close();
      return undefined;
    });
    await page.getByRole('button', { name: 'Yes, you may' }).click();
    await page.getByText('May we remember').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).to.equal('/products/JAR');
    await waitFor('the look is told', 20_000, async () => (await told()).includes('ProductViewed') || undefined);
    await page.goto(`${started().shop.url}/products?search=jar`);
    await waitFor('the search is told', 20_000, async () => (await told()).includes('CatalogueSearched') || undefined);
    // Before the yes the page was open, too: of that nothing is known.
    expect(await told()).to.deep.equal(['VisitorConsentChanged', 'ProductViewed', 'CatalogueSearched']);
    await context.close();
  });

  it('is left alone after a no, without scripts too, and is not asked again', async () => {
    const before = await told();
    const context = await started().browser.newContext({ javaScriptEnabled: false });
    const page = await visit(context, '/products/JAR');
    await page.getByRole('button', { name: 'No, thank you' }).click();
    expect(new URL(page.url()).pathname).to.equal('/products/JAR');
    expect(await page.getByText('May we remember').count()).to.equal(0);
    await page.goto(`${started().shop.url}/products?search=jar`);
    expect(await page.getByText('May we remember').count()).to.equal(0);
    expect(await told()).to.deep.equal(before);
    await context.close();
  });
});
