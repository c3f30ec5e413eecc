import { collections } from '@storefold/contracts';
import { refuse } from '@storefold/platform';
import { expect } from 'chai';
import { answerFresh, answerPage } from './answer.js';
import { readAfter } from './freshness.js';

const shop = { logId: '3f2a9c01', name: 'The spec', currency: 'GBP', timeZone: 'Europe/London' };
const behind = (staleBy: bigint | undefined) => ({ reach: () => Promise.resolve(staleBy) });
const views = [collections.products];
const missing = () => refuse('no-such-product', 404, 'We sell nothing under MUG.');

describe('the position a question carries', () => {
  it('is none where none is given', () => {
    expect(readAfter(shop, undefined)).to.deep.equal({ after: undefined });
  });
  it('is read exactly, beyond what a double holds', () => {
    expect(readAfter(shop, '3f2a9c01.9007199254740993')).to.deep.equal({ after: 9_007_199_254_740_993n });
  });
  it('is refused where it is none, with one that would do', () => {
    const refused = readAfter(shop, '12');
    expect(refused).to.have.nested.property('refused.code', 'invalid-position');
    expect(refused).to.have.nested.property('refused.detail').that.includes('3f2a9c01.12345');
  });
  it('is refused where it belongs to another log, naming both', () => {
    const refused = readAfter(shop, '00000000.12');
    expect(refused).to.have.nested.property('refused.code', 'foreign-position');
    expect(refused).to.have.nested.property('refused.detail').that.includes('00000000').and.includes('3f2a9c01');
  });
});

describe('an answer', () => {
  const found = { sku: 'MUG' };
  const find = () => Promise.resolve<typeof found | undefined>(found);
  const nothing = () => Promise.resolve(undefined);

  it('is what was found', async () => {
    expect(await answerFresh(behind(undefined), views, find, missing)).to.deep.equal({
      ...{ status: 200, body: found, headers: {} },
    });
  });
  it('says by how much it is stale', async () => {
    expect(await answerFresh(behind(7n), views, find, missing)).to.deep.equal({
      ...{ status: 200, body: found, headers: { 'Storefold-Stale-By': '7' } },
    });
  });
  it('is "not there" only where the views are there', async () => {
    expect(await answerFresh(behind(undefined), views, nothing, missing)).to.deep.equal(missing());
    const refused = await answerFresh(behind(7n), views, nothing, missing);
    expect(refused).to.deep.include({ headers: { 'Retry-After': '1' } });
    expect(refused).to.have.deep.nested.property('refused.facts', { staleBy: '7' });
    expect(refused).to.have.nested.property('refused.code', 'read-model-behind');
  });
  it('looks only after it has waited', async () => {
    const steps: string[] = [];
    const step = (name: string) => () => {
      steps.push(name);
      return Promise.resolve(undefined);
    };
    await answerFresh({ reach: step('waited') }, views, step('looked'), missing);
    await answerPage({ reach: step('waited') }, views, () => step('looked')().then(() => ({ items: [] })));
    expect(steps).to.deep.equal(['waited', 'looked', 'waited', 'looked']);
  });
  it('of a list is the page, or why there is none', async () => {
    const page = { items: [], nextCursor: null };
    expect(await answerPage(behind(3n), views, () => Promise.resolve(page))).to.deep.equal({
      ...{ status: 200, body: page, headers: { 'Storefold-Stale-By': '3' } },
    });
    expect(await answerPage(behind(3n), views, () => Promise.resolve(missing()))).to.deep.equal(missing());
  });
});
