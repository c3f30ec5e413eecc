import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocuments } from '../cli/dist/openapi/openapi-documents.js';

/** `npm run openapi`: writes down what the services take, under docs/openapi. A spec says when it no longer holds. */
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'openapi');
mkdirSync(folder, { recursive: true });
for (const [service, text] of openApiDocuments()) {
  const path = join(folder, `${service}.json`);
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // The first time.
  }
  writeFileSync(path, text);
  console.log(`${path}: ${before === text ? 'as it was' : 'written'}`);
}
