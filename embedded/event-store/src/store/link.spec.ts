import { expect } from 'chai';
import { linkTarget } from './link.js';

const target = (text: string) => linkTarget(Buffer.from(text));

describe('a link', () => {
  it('points to a revision of a stream, whatever its name holds', () => {
    expect(target('7@order-1')).to.deep.equal({ revision: 7, stream: 'order-1' });
    expect(target('0@a@b\nc')).to.deep.equal({ revision: 0, stream: 'a@b\nc' });
  });
  it('is none where it names no revision or no stream', () => {
    for (const text of ['', '7', '7@', '@order-1', 'x@order-1', '-1@order-1'])
      expect(target(text), text).to.equal(undefined);
  });
});
