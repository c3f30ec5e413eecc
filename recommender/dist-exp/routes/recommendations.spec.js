import { expect } from 'chai';
import { createLogger, createSessions, startHttpService } from '@storefold/platform';
import { z } from 'zod';
import { Knowledge } from '../serving/knowledge.js';
import { LogOfSpec } from '../testing/events.js';
import { servingOfSpec } from '../testing/serving-of-spec.js';
import { recommendationRoutes } from './recommendations.js';
const answer = z.object({
    items: z.array(z.strictObject({
        sku: z.string(),
        score: z.number(),
        reason: z.object({ kind: z.string(), with: z.string().optional(), times: z.number() }),
        events: z.array(z.string()),
    })),
    model: z.strictObject({ foldedTo: z.string(), builtAt: z.string() }),
});
const problem = z.object({ code: z.string(), fields: z.array(z.object({ path: z.string() })).optional() });
const sessions = createSessions(Buffer.alloc(32, 3));
const ann = { kind: 'shopper', id: 'ann' };
const auditor = { kind: 'staff', id: 's1', login: 'olga', roles: ['auditor'] };
describe('GET /recommendations', () => {
    let service;
    let open = true;
    before(async () => {
        const log = new LogOfSpec().define('tea', 'cup', 'pot', 'jug');
        for (let index = 0; index < 6; index++)
            log.place(`o${index.toString()}`, ['tea', 'cup']);
        log.place('ann-1', ['pot', 'jug'], { shopperId: 'ann' }).place('c-1', ['tea'], { customerId: '13085' });
        const knowledge = new Knowledge();
        knowledge.apply(log.events, 5000n);
        const feed = {
            shop: () => (open ? { logId: 'abcd0123', name: 'Tea', currency: 'GBP', timeZone: 'Europe/London' } : undefined),
            builtAt: () => '2026-01-02T03:04:05.000Z',
        };
        service = await startHttpService({
            name: 'recommender',
            host: '127.0.0.1',
            port: 0,
            routes: recommendationRoutes(servingOfSpec(knowledge), knowledge, feed, () => new Date('2026-01-02T00:00:00.000Z')),
            sessions,
            ready: {},
            logger: createLogger('recommender', 'silent'),
        });
    });
    after(() => service.close());
    const ask = async (query, as) => {
        const headers = as ? { authorization: `Bearer ${await sessions.issue(as, 60)}` } : {};
        const response = await fetch(`${service.url}/recommendations${query}`, { headers });
        return { status: response.status, body: await response.json() };
    };
    const skusFor = async (query, as) => {
        const { status, body } = await ask(query, as);
        expect(status, JSON.stringify(body)).to.equal(200);
        return answer.parse(body).items.map(({ sku }) => sku);
    };
    const refusal = async (query, as) => {
        const { status, body } = await ask(query, as);
        const { code, fields } = problem.parse(body);
        return { status, code, paths: fields?.map(({ path }) => path) };
    };
    it('tells anyone what goes with a product, why, by which events, and how far the model knows the log', async () => {
        const { body } = await ask('?product=tea&limit=1');
        expect(body).to.deep.equal({
            items: [
                {
                    sku: 'cup',
                    score: answer.parse(body).items[0]?.score,
                    reason: { kind: 'bought-together', with: 'tea', times: 6 },
                    events: [1000, 900, 800, 700, 600].map((position) => `abcd0123.${position.toString()}`),
                },
            ],
            answeredBy: 'counts',
            model: { foldedTo: 'abcd0123.5000', builtAt: '2026-01-02T03:04:05.000Z' },
        });
    });
    it('tells anyone what is popular', async () => {
        expect((await skusFor('')).at(0)).to.equal('tea');
        expect(await skusFor('?limit=2')).to.have.length(2);
    });
    it('gives a shopper their own, by me or by id', async () => {
        const own = await skusFor('?customer=me', ann);
        expect(own).to.have.members(['tea', 'cup']);
        expect(await skusFor('?customer=ann', ann)).to.deep.equal(own);
    });
    it("gives staff anyone's, customers and shoppers alike", async () => {
        expect(await skusFor('?customer=13085', auditor)).not.to.include.members(['tea']);
        expect(await skusFor('?customer=ann', auditor)).to.have.members(['tea', 'cup']);
        expect((await skusFor('?customer=nobody', auditor)).at(0)).to.equal('tea');
    });
    it("refuses another's to a shopper, and any customer's to a visitor", async () => {
        expect(await refusal('?customer=13085', ann)).to.include({ status: 403, code: 'not-allowed' });
        expect(await refusal('?customer=me')).to.include({ status: 401, code: 'sign-in-required' });
        expect(await refusal('?customer=13085')).to.include({ status: 401, code: 'sign-in-required' });
        expect(await refusal('?customer=me', auditor)).to.deep.equal({
            status: 400,
            code: 'invalid-request',
            paths: ['query.customer'],
        });
    });
    it('says that a product does not exist', async () => {
        expect(await refusal('?product=kettle')).to.include({ status: 404, code: 'no-such-product' });
    });
    it('tells what goes with a basket, and puts what a search found in order without losing any of it', async () => {
        expect((await skusFor('?basket=tea,jug')).slice(0, 2)).to.have.members(['cup', 'pot']);
        expect(await skusFor('?rerank=jug,cup,unknown', ann)).to.have.members(['jug', 'cup', 'unknown']);
        expect(await skusFor('?category=Mugs')).to.deep.equal([]);
        expect(await skusFor('?category=Mugs&for=anyone', ann)).to.deep.equal([]);
    });
    for (const [query, path] of [
        ['?for=anyone', 'query.for'],
        ['?category=Mugs&for=me', 'query.for'],
        ['?basket=tea&rerank=cup', 'query.rerank'],
        ['?basket=', 'query.basket.0'],
        [`?rerank=${Array.from({ length: 51 }, () => 'tea').join(',')}`, 'query.rerank'],
        ['?limit=0', 'query.limit'],
        ['?limit=51', 'query.limit'],
        ['?limit=-1', 'query.limit'],
        ['?limit=1e1', 'query.limit'],
        ['?limit=', 'query.limit'],
        ['?limit=2&limit=3', 'query.limit'],
        ['?product=', 'query.product'],
        ['?product=a%20b', 'query.product'],
        ['?product=tea&product=cup', 'query.product'],
        [`?product=${'x'.repeat(41)}`, 'query.product'],
        ['?customer=../../etc', 'query.customer'],
        ['?product=tea&customer=me', 'query.customer'],
        ['?colour=red', 'query.colour'],
        ['?__proto__=1', 'query.__proto__'],
    ]) {
        it(`refuses ${query.slice(0, 30)} and names the field`, async () => {
            expect(await refusal(query, ann)).to.deep.equal({ status: 400, code: 'invalid-request', paths: [path] });
        });
    }
    it('asks to come back while no shop is open on the log', async () => {
        open = false;
        try {
            expect(await refusal('')).to.include({ status: 503, code: 'unavailable' });
        }
        finally {
            open = true;
        }
    });
});
//# sourceMappingURL=recommendations.spec.js.map