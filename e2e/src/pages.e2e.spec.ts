import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { Visitor } from './testing/api.js';
import { browsedShop } from './testing/browsed-shop.js';
import { root, waitFor, type Shop } from './testing/shop.js';

type Status = { products: number; orders: number };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = join(root, 'var/screenshots');

const screens = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1440, height: 900 },
] as const;
const schemes = ['light', 'dark'] as const;

/** Pages of everyone, and pages of staff. */
const pages = [
  { name: 'home', path: '/' },
  { name: 'products', path: '/products?search=heart' },
  { name: 'product', path: '/products/85123A' },
  { name: 'basket', path: '/basket' },
  { name: 'checkout', path: '/checkout' },
  { name: 'orders', path: '/orders' },
  { name: 'sign-in', path: '/staff/sign-in' },
  { name: 'desk', path: '/desk?status=all', staff: true },
  { name: 'sales', path: '/studio/sales', staff: true },
  { name: 'recommendations', path: '/studio/recommendations', staff: true },
  { name: 'why', path: '/why?sku=85123A' },
  { name: 'log', path: '/audit?type=OrderPlaced', staff: true },
  { name: 'order-as-it-was', path: '/audit/orders/579885?axis=occurred', staff: true },
] as const;

/** What a page does wrong that its reader would meet: as sentences. */
const faultsOf = async (page: Page): Promise<readonly string[]> => {
  const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  const broken = await page.evaluate<readonly string[]>(
    '[...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src)',
  );
  const { violations } = await page.evaluate<AxeResults>(
    `${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] })`,
  );
  return [
    ...(Number(wide) > 0 ? [`wider than its screen by ${String(wide)} px`] : []),
    ...broken.map((src) => `a picture that does not show: ${src}`),
    ...violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes
          .map(({ html }) => html)
          .slice(0, 2)
          .join(' ')})`,
    ),
  ];
};

describe('the pages, on a shop that filled itself from the sample', function () {
  this.timeout(240_000);
  const started = browsedShop(() => {
    mkdirSync(pictures, { recursive: true });
    return Promise.resolve();
  }, []);

  it('have some 300 products and three months of orders by themselves', async () => {
    const visitor = new Visitor(`${started().shop.url}/api`);
    const filled = await waitFor('the sample to be in', 180_000, async () => {
      if (!started().shop.log().includes('the shop is filled')) return undefined;
      return visitor.must<Status>('GET', '/status');
    });
    expect(filled.products).to.be.within(250, 350);
    expect(filled.orders).to.be.greaterThan(1_000);
  });

  for (const screen of screens)
    for (const colorScheme of schemes)
      it(`read well on a ${screen.name}, ${colorScheme}`, async () => {
        const { shop, browser } = started();
        const context = await browser.newContext({ viewport: screen, colorScheme, reducedMotion: 'reduce' });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
        });
        await putSomethingInTheBasket(page, shop.url);
        await signIn(page, shop);
        for (const { name, path } of pages) {
          const answer = await page.goto(shop.url + path, { waitUntil: 'networkidle' });
          if (answer?.status() !== 200) complaints.push(`${path} answered ${String(answer?.status())}`);
          complaints.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
          await page.screenshot({ path: join(pictures, `${name}-${screen.name}-${colorScheme}.png`) });
        }
        await context.close();
        expect(complaints).to.deep.equal([]);
      });

  it('let staff sign in and see what was just bought in the sales', async () => {
    const { shop, browser } = started();
    const context: BrowserContext = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, shop);
    const ordersShown = async (): Promise<number> => {
      await page.goto(`${shop.url}/studio/sales`);
      const shown = await page.locator('dl div', { hasText: 'Orders' }).locator('dd').innerText();
      return Number(shown.replaceAll(',', ''));
    };
    const before = await ordersShown();
    const theirs = await browser.newContext();
    const shopping = await theirs.newPage();
    await putSomethingInTheBasket(shopping, shop.url);
    await shopping.goto(`${shop.url}/checkout`);
    await placeTheOrder(shopping);
    await waitFor('the order in the sales', 15_000, async () =>
      (await ordersShown()) === before + 1 ? true : undefined,
    );
    await theirs.close();
    await context.close();
  });

  it('let nobody buy who works here: their sign-in stays', async () => {
    const { shop, browser } = started();
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, shop);
    await putSomethingInTheBasket(page, shop.url);
    await page.goto(`${shop.url}/checkout`);
    await page.getByText('You are signed in as staff').waitFor();
    expect(await page.getByRole('button', { name: 'Place order' }).count()).to.equal(0);
    await context.close();
  });

  it('sell without scripts, too', async () => {
    const { shop, browser } = started();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await putSomethingInTheBasket(page, shop.url);
    await page.goto(`${shop.url}/checkout`);
    await placeTheOrder(page, { scripts: false });
    expect(await page.locator('main').innerText()).to.match(/White Hanging Heart T-Light Holder/);
    await context.close();
  });

  it('keep what was typed and chosen before their scripts came', async () => {
    const { shop, browser } = started();
    const context = await browser.newContext();
    const page = await context.newPage();
    await putSomethingInTheBasket(page, shop.url);
    let release: () => void = () => undefined;
    const scriptsMayCome = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/*.js', async (route) => {
      await scriptsMayCome;
      await route.continue();
    });
    await page.goto(`${shop.url}/checkout`, { waitUntil: 'commit' });
    const name = page.getByLabel('Name', { exact: true });
    const country = page.locator('select[name=country]');
    await name.fill('Ann Archer');
    await country.selectOption('France');
    release();
    // Only scripts offer a choice of how to pay.
    await page.getByLabel('By bank transfer').waitFor();
    expect([await name.inputValue(), await country.inputValue()]).to.deep.equal(['Ann Archer', 'France']);
    await context.close();
  });

  it('send nobody to work who is not staff', async () => {
    const { shop } = started();
    for (const path of ['/desk', '/studio/sales', '/audit', '/audit/orders/579885', '/audit/events/x.1']) {
      const answer = await fetch(shop.url + path, { redirect: 'manual' });
      expect(answer.status, path).to.equal(303);
      expect(answer.headers.get('location'), path).to.equal(`/staff/sign-in?then=${encodeURIComponent(path)}`);
    }
  });
});

const putSomethingInTheBasket = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/products/85123A`);
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.getByText('It is in your basket').waitFor();
};

const signIn = async (page: Page, { url, administrator }: Shop): Promise<void> => {
  await page.goto(`${url}/staff/sign-in`);
  await page.getByLabel('Name').fill(administrator.login);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/staff'));
};

/** Fills in the checkout's page and places the order. */
const placeTheOrder = async (page: Page, { scripts = true } = {}): Promise<void> => {
  for (const [label, value] of [
    ['Name', 'Ann Archer'],
    ['E-mail', 'ann@example.org'],
    ['Address', '1 Mill Lane'],
    ['Town', 'Ambridge'],
    ['Postcode', 'BO1 1AA'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  // A card is what purchase.e2e.spec pays with; without scripts there is nothing else to choose.
  if (scripts) await page.getByLabel('By bank transfer').check();
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL(/\/orders\/[^/?]+/);
};
