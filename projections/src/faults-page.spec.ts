import { existsSync, readFileSync } from 'node:fs';
import { storeTroubleOf } from '@storefold/platform';
import { expect } from 'chai';
import { MongoServerError } from 'mongodb';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/when-a-store-fails.md', root), 'utf8');

/** What the page calls each class of errors. */
const classes = { waits: 'passing', 'waits for a person': 'configuration' } as const;
type Class = keyof typeof classes;
const isClass = (text: string): text is Class => Object.hasOwn(classes, text);

describe('the page for whoever is called when a store fails', () => {
  it('names specs that there are', () => {
    const named = [...page.matchAll(/`([\w./-]+\.spec\.ts)`/g)].map(([, path]) => path ?? '');
    expect(named.length).to.be.greaterThan(15);
    expect(named.filter((path) => !existsSync(new URL(path, root)))).to.deep.equal([]);
  });

  it('puts the errors of MongoDB in the classes that they are put in', () => {
    const table = page.split('## Which errors of MongoDB are which')[1] ?? '';
    let current: Class | undefined;
    let numbers = 0;
    for (const row of table.split('\n').filter((line) => line.startsWith('|'))) {
      const [, name = '', which = ''] = row.split('|').map((cell) => cell.trim());
      if (name !== '') current = isClass(name) ? name : undefined;
      if (current === undefined) continue;
      for (const [group] of which.matchAll(/\([\d, ]+\)/g))
        for (const [text] of group.matchAll(/\d+/g)) {
          numbers++;
          const error = new MongoServerError({ message: text, code: Number(text) });
          expect(storeTroubleOf(error), text).to.equal(classes[current]);
        }
    }
    expect(numbers).to.be.greaterThan(30);
  });
});
