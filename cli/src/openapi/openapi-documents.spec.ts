import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openApiDocuments } from './openapi-documents.js';

describe('docs/openapi', () => {
  for (const [service, text] of openApiDocuments())
    it(`says of ${service} what it takes (npm run openapi writes it anew)`, () => {
      const path = new URL(`../../../docs/openapi/${service}.json`, import.meta.url);
      expect(JSON.parse(readFileSync(path, 'utf8'))).to.deep.equal(JSON.parse(text));
    });

  it('lists the currencies once, wherever one is taken', () => {
    for (const [service, text] of openApiDocuments()) expect(text.split('"ZMW"').length - 1, service).to.be.at.most(1);
    expect(JSON.parse(openApiDocuments().get('command-side') ?? '{}')).to.have.nested.property(
      'components.schemas.Currency',
    );
  });
});
