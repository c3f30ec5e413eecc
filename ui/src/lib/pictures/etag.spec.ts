import { expect } from 'chai';
import { etagOf, hasAlready } from './etag.js';

describe('the validator of a picture', () => {
  const etag = etagOf('<svg/>');

  it('is a quoted word that changes with the picture', () => {
    expect(etag).to.match(/^"[\w-]+"$/);
    expect(etagOf('<svg />')).to.not.equal(etag);
  });

  it('is recognised alone, in a list, weak, or as a star', () => {
    for (const header of [etag, `"other", ${etag}`, `W/${etag}`, '*'])
      expect(hasAlready(header, etag), header).to.equal(true);
  });

  it('is not recognised in another, or in none', () => {
    for (const header of [null, '', '"other"', etag.slice(0, -1)])
      expect(hasAlready(header, etag), String(header)).to.equal(false);
  });
});
