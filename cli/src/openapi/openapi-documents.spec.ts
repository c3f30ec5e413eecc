import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openApiDocuments } from './openapi-documents.js';

describe('docs/openapi', () => {
  for (const [service, text] of openApiDocuments())
    it(`says of ${service} what it takes (npm run openapi writes it anew)`, () => {
      const path = new URL(`../../../docs/openapi/${service}.json`, import.meta.url);
      expect(JSON.parse(readFileSync(path, 'utf8'))).to.deep.equal(JSON.parse(text));
    });
});
