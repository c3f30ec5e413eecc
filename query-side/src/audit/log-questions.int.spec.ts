import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { collections, streamPrefixes, type LogHourDocument } from '@storefold/contracts';
import { toRecorded } from '@storefold/platform';
import type { Recorded } from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { auditor } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop, type Reply } from '../testing/queried-shop.js';
import type { LoggedEvent } from './logged-event.js';
import type { LogPage } from './log-questions.js';

const pageIn = ({ status, body }: Reply): LogPage => {
  expect(status, JSON.stringify(body)).to.equal(200);
  // The shape that the pages of the audit rely on; the specs look at its parts.
  return body as LogPage;
};

describe('the log', function () {
  this.timeout(60_000);
  let shop: QueriedShop;
  let log: readonly Recorded[];

  const ids = (events: readonly (LoggedEvent | Recorded)[]) => events.map(({ eventId }) => eventId);
  const readLog = async (): Promise<readonly Recorded[]> => {
    const events: Recorded[] = [];
    for await (const { event } of shop.eventStore.readAll())
      if (event && streamPrefixes.some((prefix) => event.streamId.startsWith(prefix))) events.push(toRecorded(event));
    return events;
  };
  /** The read models that the log's questions go by, summed up from the log itself. */
  const writeReadModels = async () => {
    const traces = new Map<string, Recorded[]>();
    const hours = new Map<string, LogHourDocument>();
    for (const event of log) {
      const { $correlationId } = event.metadata;
      traces.set($correlationId, [...(traces.get($correlationId) ?? []), event]);
      for (const [axis, at] of [
        ['recorded', event.recordedAt],
        ['occurred', event.metadata.occurredAt],
      ] as const) {
        const hour = at.slice(0, 13);
        const known = hours.get(`${axis}|${hour}`);
        hours.set(`${axis}|${hour}`, {
          ...{ axis, hour, events: (known?.events ?? 0) + 1, firstPosition: known?.firstPosition ?? event.position },
        });
      }
    }
    for (const [correlationId, events] of traces) {
      const [first] = events;
      // The projections keep positions in the order in which they came; the answer must not depend on it.
      const positions = events.map(({ position }) => position).reverse();
      await shop.write(collections.traces, {
        [correlationId]: { correlationId, positions, events: events.length, firstRecordedAt: first?.recordedAt ?? '' },
      });
    }
    await shop.write(collections.logHours, Object.fromEntries(hours));
  };

  before(async () => {
    shop = await openQueriedShop();
    const sold = (sku: string) => ({ sku, title: `Thing ${sku}`, priceMinor: 100, currency: 'GBP' });
    for (let i = 0; i < 6; i++) {
      const id = (i % 3).toString();
      const told = {
        correlationId: `trace-${(i % 2).toString()}`,
        occurredAt: `2011-12-0${(6 - i).toString()}T09:00:00.000Z`,
      };
      await shop.append(`product-P${id}`, { type: 'ProductDefined', data: sold(`P${id}`) }, told);
      await shop.append(`order-o${id}`, { type: 'OrderConfirmed', data: { orderId: `o${id}` } }, told);
      // Each round has a time of recording of its own.
      const { created } = await lastOf('order-o' + id);
      while (Date.now() <= created.getTime()) await sleep(1);
    }
    await shop.eventStore.appendToStream('strangers-1', jsonEvent({ type: 'NotOfTheShop', data: {} }));
    log = await readLog();
    await writeReadModels();
  });
  after(() => shop.close());

  const lastOf = async (stream: string) => {
    let last;
    for await (const { event } of shop.eventStore.readStream(stream)) last = event ?? last;
    if (!last) throw new Error(`${stream} is empty`);
    return last;
  };

  /** Every page of a question, one after the other. */
  const walk = async (question: string): Promise<{ events: readonly LoggedEvent[]; pages: readonly number[] }> => {
    const events: LoggedEvent[] = [];
    const pages: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: LogPage = pageIn(
        await shop.ask(`/audit/events?${question}${cursor === '' ? '' : `&cursor=${cursor}`}`, auditor),
      );
      events.push(...page.events);
      pages.push(page.events.length);
      cursor = page.nextCursor;
    }
    return { events, pages };
  };

  it('shows events as they were stored, newest first, and none of strangers', async () => {
    const page = pageIn(await shop.ask('/audit/events', auditor));
    expect(ids(page.events)).to.deep.equal(ids(log).reverse());
    const last = log.at(-1);
    expect(page.events[0]).to.deep.equal({
      ...{ eventId: last?.eventId, streamId: 'order-o2', type: 'OrderConfirmed', revision: '1' },
      position: shop.token(last?.position ?? 0n),
      ...{ recordedAt: last?.recordedAt, occurredAt: '2011-12-01T09:00:00.000Z' },
      ...{ metadata: last?.metadata, data: { orderId: 'o2' } },
    });
  });

  it('tells each event once on its pages, whatever is asked of it', async () => {
    const times = [...log.map(({ recordedAt }) => recordedAt), '2011-01-01T00:00:00.000Z', '2999-01-01T00:00:00Z'];
    /** Most questions leave most things open. */
    const perhaps = (...values: readonly string[]) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: fc.constantFrom(...values) });
    const question = fc.record({
      stream: perhaps('product-P0', 'order-o1', 'shop-main', 'order-none'),
      type: perhaps('OrderConfirmed', 'ProductDefined', 'NoSuchType'),
      correlationId: perhaps('trace-0', 'trace-1', 'trace-none'),
      from: perhaps(...times),
      to: perhaps(...times),
      direction: fc.constantFrom('forwards', 'backwards'),
      limit: fc.constantFrom(1, 2, 3, 7, 100),
    });
    const property = fc.asyncProperty(question, async (asked) => {
      const { stream, type, correlationId, direction } = asked;
      const [from, to] = [asked.from, asked.to].map((at) =>
        at === undefined ? undefined : new Date(at).toISOString(),
      );
      fc.pre(from === undefined || to === undefined || from <= to);
      const expected = log.filter(
        (event) =>
          (stream === undefined || event.streamId === stream) &&
          (type === undefined || event.type === type) &&
          (correlationId === undefined || event.metadata.$correlationId === correlationId) &&
          (from === undefined || event.recordedAt >= from) &&
          (to === undefined || event.recordedAt < to),
      );
      if (direction === 'backwards') expected.reverse();
      const parts = Object.entries(asked).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
      );
      const { events, pages } = await walk(parts.join('&'));
      expect(ids(events)).to.deep.equal(ids(expected));
      expect(Math.max(...pages)).to.be.at.most(asked.limit);
    });
    await fc.assert(property, { numRuns: 120 });
  });

  it('understands a time of any offset', async () => {
    const middle = log[6]?.recordedAt ?? '';
    const [date, time] = new Date(Date.parse(middle) + 3_600_000).toISOString().split(/[TZ]/);
    const zoned = encodeURIComponent(`${date ?? ''}T${time ?? ''}+01:00`);
    const { events } = await walk(`direction=forwards&from=${zoned}`);
    expect(ids(events)).to.deep.equal(ids(log.filter(({ recordedAt }) => recordedAt >= middle)));
  });

  it('shows one event by its position', async () => {
    for (const event of log) {
      const { status, body } = await shop.ask(`/audit/events/${shop.token(event.position)}`, auditor);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ eventId: event.eventId, position: shop.token(event.position), data: event.data });
    }
  });
  it('says that none stands between two, nor in another log', async () => {
    const between = shop.token((log[1]?.position ?? 0n) + 1n);
    const elsewhere = shop.token(log[1]?.position ?? 0n).replace(/^......../, '00000000');
    for (const token of [between, elsewhere]) {
      const reply = await shop.ask(`/audit/events/${token}`, auditor);
      expect(refusalIn(reply)).to.deep.equal([404, 'no-such-event']);
      expect(problemIn(reply).detail).to.include(token);
    }
  });

  it('counts events by hour on both axes', async () => {
    const { body } = await shop.ask('/audit/density?axis=occurred', auditor);
    const day = (date: string) => ({ hour: `${date}T09`, events: 2 });
    expect(body).to.deep.equal({
      axis: 'occurred',
      hours: [
        { hour: '2011-01-01T00', events: 1 },
        ...[1, 2, 3, 4, 5, 6].map((date) => day(`2011-12-0${date.toString()}`)),
      ],
    });
    const recorded = (await shop.ask('/audit/density', auditor)).body as { hours: readonly { events: number }[] };
    expect(recorded.hours.reduce((sum, hour) => sum + hour.events, 0)).to.equal(log.length);
  });

  describe('when it is long', () => {
    const LONG = 21_000;
    /** Some stand wherever a read of a thousand may end. */
    const isAdjusted = (revision: number): boolean =>
      revision < 3_500 && (revision % 1_000 > 970 || revision % 1_000 < 25);
    before(async () => {
      const metadata = log[0]?.metadata ?? {};
      const data = { sku: 'BULK', movementId: 'm', quantity: 1, reason: 'spec' };
      const bulk = Array.from({ length: LONG }, (_, revision) =>
        jsonEvent({ type: isAdjusted(revision) ? 'StockAdjusted' : 'StockReceived', data, metadata }),
      );
      for (let from = 0; from < LONG; from += 1_000)
        await shop.eventStore.appendToStream('stock-BULK', bulk.slice(from, from + 1_000));
      await shop.append('stock-BULK', { type: 'StockCounted', data: { ...data, counted: 0, difference: 0 } });
    });

    for (const [name, stream] of [
      ['the whole log', ''],
      ['one stream', '&stream=stock-BULK'],
    ] as const) {
      it(`looks for the rare in parts and finds it: ${name}`, async () => {
        const { events, pages } = await walk(`direction=forwards&type=StockCounted${stream}`);
        expect(events.map(({ type }) => type)).to.deep.equal(['StockCounted']);
        expect(pages).to.deep.equal([0, 1]);
      });
      for (const direction of ['forwards', 'backwards']) {
        it(`loses none where one read ends and the next begins, ${direction}: ${name}`, async () => {
          const adjusted = Array.from({ length: LONG }, (_, revision) => revision)
            .filter(isAdjusted)
            .map(String);
          if (direction === 'backwards') adjusted.reverse();
          const question = `direction=${direction}&type=StockAdjusted${stream}`;
          const first = pageIn(await shop.ask(`/audit/events?${question}&limit=100`, auditor));
          const second = pageIn(
            await shop.ask(`/audit/events?${question}&limit=50&cursor=${first.nextCursor ?? ''}`, auditor),
          );
          const revisions = [...first.events, ...second.events].map(({ revision }) => revision);
          expect(revisions).to.deep.equal(adjusted.slice(0, 150));
        });
      }
      it(`loses none from its end either: ${name}`, async () => {
        const revisions: string[] = [];
        let cursor = '';
        for (let page = 0; page < 12; page++) {
          const { events, nextCursor } = pageIn(
            await shop.ask(`/audit/events?direction=backwards&limit=97${stream}${cursor}`, auditor),
          );
          revisions.push(...events.map(({ revision }) => revision));
          cursor = `&cursor=${nextCursor ?? ''}`;
        }
        expect(revisions).to.deep.equal(Array.from({ length: 12 * 97 }, (_, index) => (LONG - index).toString()));
      });
    }
    it('gets to the first events from the end', async () => {
      const { events } = await walk('type=ShopOpened');
      expect(ids(events)).to.deep.equal([log[0]?.eventId]);
    });
  });
});
