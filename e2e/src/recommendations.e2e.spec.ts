import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { browsedShop } from './testing/browsed-shop.js';
import { readShopEvents } from './testing/log.js';
import { waitFor } from './testing/shop.js';

const jars = ['JAR-1', 'JAR-2', 'JAR-3', 'JAR-4', 'JAR-5', 'JAR-6'];
const lamps = ['LAMP-1', 'LAMP-2', 'LAMP-3', 'LAMP-4', 'LAMP-5', 'LAMP-6'];

type Use = {
  rows: { key: string; treated: { followed: number }; control: { followed: number } }[];
};

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

/** Half of the visitors are held out, so that a spec soon meets one of either half. */
const settings = { RECOMMENDATION_CONTROL_SHARE: '0.5' };
const headings = { treated: 'Goes with it', control: 'Bought most of late' } as const;

describe('a newcomer who lets us remember what they look at', function () {
  this.timeout(120_000);
  const started = browsedShop(
    async ({ staff, shop }) => {
      for (const sku of [...jars, ...lamps])
        await staff.must('POST', '/inventory/products', {
          ...{ sku, title: `Thing ${sku}`, priceMinor: 250, currency: 'GBP' },
          category: jars.includes(sku) ? 'Jars' : 'Lamps',
        });
      await staff.must('POST', '/inventory/products/JAR-1/stock', { action: 'receive', quantity: 5 });
      const client = EventStoreDBClient.connectionString(shop.run().urls['event-store'] ?? '');
      // Lamps are what many buy; jars are bought together.
      const past = [jars, jars, jars, ...Array.from({ length: 9 }, () => lamps)];
      for (const [at, skus] of past.entries())
        await client.appendToStream(`order-past-${at.toString()}`, pastOrder(`past-${at.toString()}`, skus));
      await client.dispose();
    },
    ['--empty'],
    settings,
  );

  const listNamed = (page: Page, name: string): Locator =>
    page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });
  const forYou = async (page: Page): Promise<string> => {
    await page.goto(started().shop.url);
    const section = listNamed(page, 'For you');
    return (await section.count()) === 0 ? '' : await section.innerText();
  };
  /** Somebody who agreed, of one of the two halves: before a jar's page, which says of which. */
  const newcomer = async (group: keyof typeof headings): Promise<Page> => {
    for (let tries = 0; tries < 20; tries++) {
      const context = await started().browser.newContext();
      const page = await context.newPage();
      await waitFor('the jar is on sale, and what goes with it is known', 30_000, async () => {
        await page.goto(`${started().shop.url}/products/JAR-1`);
        return (await listNamed(page, headings.treated).count()) > 0 || undefined;
      });
      await page.getByRole('button', { name: 'Yes, you may' }).click();
      await page.getByText('May we remember').waitFor({ state: 'detached' });
      if ((await listNamed(page, headings[group]).count()) > 0) return page;
      await context.close();
    }
    throw new Error(`of twenty newcomers nobody is ${group}`);
  };
  /** What the log says of lists in a place. */
  const told = async (type: string, placement = 'home'): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await readShopEvents(started().shop.run().urls['event-store'] ?? ''))
      .filter((event) => event.type === type && event.data['placement'] === placement)
      .map(({ data }) => data);
  const open = async (page: Page, section: Locator): Promise<string> => {
    const link = section.getByRole('link', { name: /thing/i }).first();
    const path = (await link.getAttribute('href')) ?? '';
    await link.click();
    await page.waitForURL(`**${path}`);
    return path.replace('/products/', '');
  };

  /** Somebody who is recommended things, after they looked at three jars. */
  const lookAtJars = async (): Promise<Page> => {
    const page = await newcomer('treated');
    for (const sku of jars.slice(0, 3)) {
      const seen = page.waitForResponse((response) => response.url().endsWith('/api/activity'));
      await page.goto(`${started().shop.url}/products/${sku}`);
      await seen;
    }
    await waitFor('the home page to follow', 20_000, async () =>
      (await forYou(page)).includes('Goes with what you looked at') ? true : undefined,
    );
    return page;
  };
  let known: Promise<Page> | undefined;
  const someone = (): Promise<Page> => (known ??= lookAtJars());
  const countedInTheStudio = (group: 'treated' | 'control') =>
    waitFor('the studio to count it', 20_000, async () => {
      const { rows } = await started().staff.must<Use>('GET', '/analytics/recommendations');
      return rows.find(({ key }) => key === 'home')?.[group].followed === 1 || undefined;
    });

  it('finds what goes with it on the home page, and why', async () => {
    const treated = await someone();
    const words = await waitFor('the home page to follow', 20_000, async () => {
      const text = (await forYou(treated)).toUpperCase();
      // What was looked at last may be a moment on its way.
      const follows = jars.slice(3).every((sku) => text.includes(sku));
      return follows && !jars.slice(0, 3).some((sku) => text.includes(sku)) ? text : undefined;
    });
    expect(words).to.contain('GOES WITH WHAT YOU LOOKED AT');
    // Who did not agree sees what many buy.
    const other = await (await started().browser.newContext()).newPage();
    expect(await forYou(other)).not.to.contain('Goes with what you looked at');
  });

  it('leaves one event of the list that was seen, and one of the first that was opened', async () => {
    const treated = await someone();
    const before = (await told('RecommendationsShown')).length;
    await treated.goto(started().shop.url);
    const section = listNamed(treated, 'For you');
    await section.scrollIntoViewIfNeeded();
    const shown = await waitFor('the list is told', 20_000, async () => (await told('RecommendationsShown'))[before]);
    expect(shown).to.include({ group: 'treated' });
    expect(shown['answeredBy']).to.be.a('string');
    const sku = await open(treated, section);
    const followed = await waitFor(
      'what is opened is told',
      20_000,
      async () => (await told('RecommendationFollowed'))[0],
    );
    expect(followed).to.include({ group: 'treated', shownId: shown['activityId'], sku });
    expect(shown['skus']).to.include(sku);
    expect(await told('RecommendationsShown')).to.have.length(before + 1);
    expect(await told('RecommendationFollowed')).to.have.length(1);
    await countedInTheStudio('treated');
  });

  it('is told why, and sees what they did that led to it', async () => {
    const treated = await someone();
    await treated.goto(started().shop.url);
    const card = listNamed(treated, 'For you').locator('article', { hasText: 'Goes with what you looked at' }).first();
    await card.getByText('Why this?').click();
    await card.getByText(/You looked at Thing .*, and 3 orders hold both\./).waitFor();
    await card.getByRole('link', { name: 'What you did that led to it' }).click();
    await treated.waitForURL(/\/why\?/);
    const events = treated.locator('main ol li');
    // Of the orders that prove the rest nothing is told: they are somebody else's.
    expect(await events.count()).to.equal(1);
    expect(await events.first().innerText()).to.match(/You (looked at|opened) Thing [\s\S]*[0-9a-f]{8}\.\d+/i);
    // Somebody else who has the link learns nothing.
    const other = await (await started().browser.newContext()).newPage();
    await other.goto(treated.url());
    expect(await other.locator('main ol li').count()).to.equal(0);
  });

  it('finds what suits in a category, in a search and with a basket, and each list is told where it stands', async () => {
    const treated = await someone();
    const at = (path: string) => treated.goto(`${started().shop.url}${path}`);
    await at('/products?category=Jars');
    const forJars = listNamed(treated, 'For you in Jars');
    const inCategory = await forJars.innerText();
    // What they have seen they are not shown again.
    expect(inCategory).to.match(/jar-[4-6]/i);
    expect(inCategory).not.to.match(/lamp-|jar-[1-3]/i);
    // Told while it is in view: whoever leaves before has not seen it.
    const isTold = (placement: string) =>
      waitFor(
        `the list in ${placement} is told`,
        20_000,
        async () => (await told('RecommendationsShown', placement))[0],
      );
    await forJars.scrollIntoViewIfNeeded();
    await isTold('category');

    const found = async () => {
      await at('/products?search=thing');
      return (await treated.locator('main article h3').allInnerTexts()).map((title) => title.replace(/^Thing /i, ''));
    };
    const best = (await found()).map((sku) => sku.toUpperCase());
    await isTold('search');
    // By name the first jar would come first; none is left out, whatever comes first.
    expect(jars.slice(3)).to.include(best[0]);
    expect([...best].sort()).to.deep.equal([...jars, ...lamps]);
    await treated.getByRole('link', { name: 'Name', exact: true }).click();
    await treated.waitForURL(/sort=title/);
    await treated.getByText('Best for you').waitFor();
    expect(await treated.locator('main article h3').first().innerText()).to.match(/jar-1/i);

    await at('/products/JAR-1');
    await treated.getByRole('button', { name: 'Add to basket' }).click();
    await treated.getByText('It is in your basket').waitFor();
    await at('/basket');
    const goesWith = listNamed(treated, 'Goes with these');
    expect(await goesWith.innerText()).to.match(/jar-[2-6]/i);
    expect(await goesWith.innerText()).not.to.match(/jar-1/i);
    await goesWith.scrollIntoViewIfNeeded();
    await isTold('basket');
  });

  it('finds the same by name where the recommender is stuck, and hardly waits for it', async () => {
    const page = await (await someone()).context().newPage();
    const stuck = started().shop.run().pids['recommender'] ?? 0;
    process.kill(stuck, 'SIGSTOP');
    try {
      const began = Date.now();
      await page.goto(`${started().shop.url}/products?search=thing`, { waitUntil: 'domcontentloaded' });
      expect(Date.now() - began).to.be.below(5_000);
      const titles = await page.locator('main article h3').allInnerTexts();
      expect(titles.map((title) => title.replace(/^Thing /i, '').toUpperCase())).to.deep.equal([...jars, ...lamps]);
    } finally {
      process.kill(stuck, 'SIGCONT');
    }
  });

  it('of the held-out share sees what many buy in the same place, and is counted as such', async () => {
    const page = await newcomer('control');
    const words = await listNamed(page, headings.control).innerText();
    // Three of a category at most, as everywhere.
    expect(words.match(/lamp-/gi)?.length).to.be.at.least(3);
    expect(words).not.to.match(/bought together/i);
    await page.goto(started().shop.url);
    const section = listNamed(page, headings.control);
    await section.scrollIntoViewIfNeeded();
    const shown = await waitFor('the list is told', 20_000, async () =>
      (await told('RecommendationsShown')).find(({ group }) => group === 'control'),
    );
    expect(shown).to.include({ answeredBy: 'popular' });
    await open(page, section);
    await countedInTheStudio('control');
  });
});
