import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { accumulators } from './accumulators.js';
import { notOffered } from './not-offered.js';
import { operators } from './operators.js';

describe('the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const listed = (title: string): string[] => {
    const [, list = ''] = new RegExp(`^- ${title}: \`([^\`]*)\``, 'm').exec(readme) ?? [];
    return list.split(/\s+/).sort();
  };

  it('lists every operator of expressions, and none that is refused', () => {
    expect(listed('Expressions')).to.deep.equal(['$literal', ...operators.keys()].sort());
  });

  it('does not refuse what is offered', () => {
    expect([...operators.keys()].filter((name) => notOffered.has(name))).to.deep.equal([]);
  });

  it('lists every accumulator', () => {
    expect(listed('Groups')).to.deep.equal(['$count', ...accumulators.keys()].sort());
  });
});
