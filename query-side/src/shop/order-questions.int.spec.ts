import { collections, type Delivery } from '@storefold/contracts';
import { orderLinks, seal } from '@storefold/platform';
import { expect } from 'chai';
import { order, payment } from '../testing/documents.js';
import { administrator, analyst, ann, bob, clerk, nobody } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop, type Reply } from '../testing/queried-shop.js';
import type { OrderSummary } from './order-questions.js';

type Page = { readonly items: readonly OrderSummary[]; readonly nextCursor: string | null };
const pageIn = ({ status, body }: Reply): Page => {
  expect(status, JSON.stringify(body)).to.equal(200);
  // The shape that the pages of the shop rely on; the specs look at its parts.
  return body as Page;
};

const home: Delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

describe('questions about orders', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  /** A delivery sealed as the command side seals it, for the place where it stands in the log. */
  const sealed = async (orderId: string, keyId: string, at = `order-${orderId}`) =>
    seal(
      await shop.keys.ensureDataKey(keyId),
      { streamId: at, type: 'OrderPlaced', field: 'delivery', keyId, eventId: `placed-${orderId}` },
      home,
    );

  before(async () => {
    shop = await openQueriedShop();
    const anns = { shopperId: 'shopper-ann' };
    const placedAt = (day: number) => `2011-12-${day.toString().padStart(2, '0')}T09:30:00.000Z`;
    await shop.write(collections.orders, {
      o1: order('o1', {
        ...anns,
        ...{ status: 'partly-shipped', placedAt: placedAt(3), delivery: await sealed('o1', 'order-o1') },
      }),
      o2: order('o2', { ...anns, placedAt: placedAt(2), delivery: await sealed('o2', 'order-o2') }),
      o3: order('o3', { ...anns, placedAt: placedAt(2), status: 'cancelled', cancelReason: 'changed my mind' }),
      o4: order('o4', { shopperId: 'shopper-bob', placedAt: placedAt(4) }),
      imported: order('imported', { customerId: '17850', origin: 'import', placedAt: placedAt(1) }),
      moved: order('moved', { ...anns, placedAt: placedAt(1), delivery: await sealed('moved', 'k', 'order-o1') }),
    });
    await shop.write(collections.payments, {
      o1: payment('o1', {
        ...{ status: 'partly-paid', receivedMinor: 600, events: 2 },
        receipts: [{ receiptId: 'r1', method: 'cash', amountMinor: 600, at: placedAt(3) }],
      }),
      o3: payment('o3', { status: 'cancelled', cancelled: true }),
      o4: payment('o4', {
        ...{ status: 'partly-refunded', receivedMinor: 900, refundedMinor: 100 },
        refunds: [{ refundId: 'f1', amountMinor: 100, reason: 'cracked', at: placedAt(5) }],
      }),
    });
    await shop.keys.destroy('order-o2');
  });
  after(() => shop.close());

  describe('TrackOrder', () => {
    it('shows who ordered it everything: lines, where it goes, what is paid', async () => {
      const { delivery: _, ...told } = order('o1', {
        ...{ shopperId: 'shopper-ann', status: 'partly-shipped', placedAt: '2011-12-03T09:30:00.000Z' },
      });
      const { status, body } = await shop.ask('/shop/orders/o1', ann);
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        ...told,
        delivery: { state: 'shown', delivery: home },
        payment: {
          ...{ orderId: 'o1', status: 'partly-paid', currency: 'GBP', dueMinor: 900, receivedMinor: 600 },
          ...{ refundedMinor: 0, owedMinor: 0, cancelled: false, outstandingMinor: 300, refunds: [] },
          ...{ authorisedMinor: 0, cards: [], disputes: [] },
          receipts: [{ receiptId: 'r1', method: 'cash', amountMinor: 600, at: '2011-12-03T09:30:00.000Z' }],
        },
      });
    });
    for (const staff of [clerk, administrator]) {
      it(`shows it to ${staff.kind === 'staff' ? staff.login : ''}`, async () => {
        const { body } = await shop.ask('/shop/orders/o1', staff);
        expect(body).to.deep.include({ orderId: 'o1', delivery: { state: 'shown', delivery: home } });
      });
    }
    it('hides another shopper’s order as if there were none', async () => {
      const [others, none] = [await shop.ask('/shop/orders/o1', bob), await shop.ask('/shop/orders/o9', bob)];
      expect(refusalIn(others)).to.deep.equal([404, 'no-such-order']);
      expect(refusalIn(none)).to.deep.equal([404, 'no-such-order']);
      expect(problemIn(others).detail.replace('o1', 'o9')).to.equal(problemIn(none).detail);
      expect(JSON.stringify(others.body)).not.to.include('Ann');
    });
    it('hides an order of no shopper from shoppers', async () => {
      expect(refusalIn(await shop.ask('/shop/orders/imported', ann))).to.deep.equal([404, 'no-such-order']);
      expect((await shop.ask('/shop/orders/imported', clerk)).body).to.deep.include({ delivery: { state: 'none' } });
    });
    it('says "erased" where the key of a delivery was destroyed', async () => {
      const { body } = await shop.ask('/shop/orders/o2', ann);
      expect(body).to.deep.include({ orderId: 'o2', delivery: { state: 'erased' }, payment: null });
    });
    it('opens no delivery that was moved from another order', async () => {
      const reply = await shop.ask('/shop/orders/moved', ann);
      expect(refusalIn(reply)).to.deep.equal([500, 'broken']);
      expect(JSON.stringify(reply.body)).not.to.include('Ann');
    });
    it('opens what was said of a return, and leaves closed what was said elsewhere', async () => {
      const said = async (text: string, type: string) => {
        const place = { streamId: 'order-back', type, field: 'words', keyId: 'order-back', eventId: `e-${type}` };
        return seal(await shop.keys.ensureDataKey('order-back'), place, text);
      };
      const asked = {
        ...{
          returnId: 'r1',
          status: 'inspected' as const,
          reason: 'faulty' as const,
          requestedAt: 'then',
          changedAt: 'now',
        },
        ...{ lines: [], deliveryMinor: 0, amountMinor: 0 },
      };
      await shop.write(collections.orders, {
        back: order('back', {
          shopperId: 'shopper-ann',
          returns: [
            {
              ...{ ...asked, words: await said('It leaks.', 'ReturnRequested'), declineWords: null },
              lessWords: await said('In pieces.', 'ReturnInspected'),
            },
          ],
        }),
      });
      const { body } = await shop.ask('/shop/orders/back', ann);
      // The lists below are of the others.
      await shop.db.collection<{ _id: string }>(collections.orders).deleteOne({ _id: 'back' });
      expect(body).to.deep.include({
        returns: [{ ...asked, words: 'It leaks.', declineWords: null, lessWords: 'In pieces.' }],
      });
    });
    it('needs someone who may', async () => {
      expect(refusalIn(await shop.ask('/shop/orders/o1', nobody))).to.deep.equal([401, 'sign-in-required']);
      expect(refusalIn(await shop.ask('/shop/orders/o1', analyst))).to.deep.equal([403, 'not-allowed']);
    });
  });

  describe('by the link of a mail', () => {
    const tokenOf = (orderId: string) => orderLinks(shop.stores.masterKey).tokenOf(orderId);
    it('is shown to whoever has it, with its money, whoever they are', async () => {
      for (const who of [nobody, bob, analyst]) {
        const { status, body } = await shop.ask('/shop/orders/o1', who, tokenOf('o1'));
        expect(status).to.equal(200);
        expect(body).to.deep.include({ orderId: 'o1', delivery: { state: 'shown', delivery: home } });
      }
      const { body } = await shop.ask('/shop/orders/o1/payment', nobody, tokenOf('o1'));
      expect(body).to.include({ status: 'partly-paid', receivedMinor: 600 });
    });
    it('is no order at all where the token is another’s, nearly right, or none', async () => {
      const token = tokenOf('o1');
      const other = token.startsWith('A') ? 'B' : 'A';
      const wrong = [tokenOf('o2'), token.slice(1), `${token}A`, `${other}${token.slice(1)}`, 'x', '%00'];
      for (const shown of wrong)
        for (const path of ['/shop/orders/o1', '/shop/orders/o1/payment'])
          for (const who of [nobody, bob]) {
            const reply = await shop.ask(path, who, shown);
            expect(refusalIn(reply), `${path} ${shown}`).to.deep.equal([404, 'no-such-order']);
            expect(JSON.stringify(reply.body)).not.to.include('Ann');
          }
      const none = await shop.ask('/shop/orders/o9', nobody, token);
      expect(refusalIn(none)).to.deep.equal([404, 'no-such-order']);
    });
    it('opens that order and nothing else: no lists, no desk', async () => {
      expect(refusalIn(await shop.ask('/shop/orders', nobody, tokenOf('o1')))).to.deep.equal([401, 'sign-in-required']);
      expect(refusalIn(await shop.ask('/desk/orders', nobody, tokenOf('o1')))).to.deep.equal([401, 'sign-in-required']);
      expect(refusalIn(await shop.ask('/desk/orders', bob, tokenOf('o1')))).to.deep.equal([403, 'not-allowed']);
    });
  });

  describe('PaymentStatus', () => {
    it('tells what is due, received and outstanding', async () => {
      const { status, body } = await shop.ask('/shop/orders/o1/payment', ann);
      expect(status).to.equal(200);
      expect(body).to.include({ status: 'partly-paid', dueMinor: 900, receivedMinor: 600, outstandingMinor: 300 });
    });
    it('asks nothing more for a cancelled order', async () => {
      expect((await shop.ask('/shop/orders/o3/payment', ann)).body).to.include({
        ...{ status: 'cancelled', dueMinor: 900, outstandingMinor: 0 },
      });
    });
    it('tells what was given back', async () => {
      expect((await shop.ask('/shop/orders/o4/payment', clerk)).body).to.deep.include({
        ...{ status: 'partly-refunded', refundedMinor: 100, outstandingMinor: 0 },
        refunds: [{ refundId: 'f1', amountMinor: 100, reason: 'cracked', at: '2011-12-05T09:30:00.000Z' }],
      });
    });
    it('is nobody else’s to know', async () => {
      expect(refusalIn(await shop.ask('/shop/orders/o1/payment', bob))).to.deep.equal([404, 'no-such-order']);
    });
  });

  describe('lists', () => {
    const walk = async (path: string, as: typeof ann): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page: Page = pageIn(await shop.ask(`${path}${cursor === undefined ? '' : `&cursor=${cursor}`}`, as));
        ids.push(...page.items.map(({ orderId }) => orderId));
        cursor = page.nextCursor;
      }
      return ids;
    };

    it('of a shopper hold their own orders, newest first, once each', async () => {
      expect(await walk('/shop/orders?limit=1', ann)).to.deep.equal(['o1', 'o2', 'o3', 'moved']);
      expect(await walk('/shop/orders?limit=50', bob)).to.deep.equal(['o4']);
      expect(pageIn(await shop.ask('/shop/orders', ann)).items[0]).to.deep.equal({
        ...{ orderId: 'o1', orderNumber: 'S-o1', status: 'partly-shipped', placedAt: '2011-12-03T09:30:00.000Z' },
        ...{ country: 'United Kingdom', currency: 'GBP', totalMinor: 900, origin: 'live', items: 2 },
      });
    });
    it('of the desk hold everyone’s, newest first, once each', async () => {
      const all = ['o4', 'o1', 'o2', 'o3', 'imported', 'moved'];
      for (const limit of [1, 2, 4, 6])
        expect(await walk(`/desk/orders?limit=${limit.toString()}`, clerk)).to.deep.equal(all);
      expect(await walk('/desk/orders?status=placed&limit=1', clerk)).to.deep.equal(['o4', 'o2', 'imported', 'moved']);
    });
    it('take no cursor of one another', async () => {
      const { nextCursor } = pageIn(await shop.ask('/desk/orders?limit=1', clerk));
      for (const [path, as] of [
        ['/shop/orders', ann],
        ['/desk/orders?status=placed', clerk],
      ] as const) {
        const reply = await shop.ask(`${path}${path.includes('?') ? '&' : '?'}cursor=${nextCursor ?? ''}`, as);
        expect(refusalIn(reply)).to.deep.equal([400, 'invalid-cursor']);
      }
    });
  });
});
