import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { cruise } from './cruise.js';
import { tinyRepository } from './tiny-repository.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A file that breaks a rule, what it imports, and the rule that must say so. */
const breaches: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['contracts/src/breach.ts', '@storefold/platform', 'contracts-imports-only-its-own'],
  ['contracts/src/by-path.ts', '../../platform/src/index.js', 'contracts-imports-only-its-own'],
  ['platform/src/breach.ts', '@storefold/projections', 'platform-imports-only-its-own'],
  ['command-side/src/orders/breach.ts', '@storefold/projections', 'command-side-imports-only-its-own'],
  ['projections/src/breach.ts', '@storefold/query-side', 'projections-imports-only-its-own'],
  ['query-side/src/breach.ts', '@storefold/command-side', 'query-side-imports-only-its-own'],
  ['query-side/src/breach.spec.ts', '@storefold/command-side', 'query-side-specs-import-only-its-own'],
  ['query-side/src/starts-a-store.ts', '@storefold/event-store', 'query-side-imports-only-its-own'],
  ['recommender/src/breach.ts', '@storefold/projections', 'recommender-imports-only-its-own'],
  ['ui/gateway/breach.ts', '../../query-side/src/index.js', 'ui-imports-only-its-own'],
  ['ui/src/lib/breach.ts', '@storefold/query-side', 'ui-imports-only-its-own'],
  ['ui/src/routes/+page.svelte', '@storefold/query-side', 'ui-imports-only-its-own'],
  ['embedded/event-store/src/breach.ts', '@storefold/contracts', 'event-store-imports-only-its-own'],
  ['embedded/document-store/src/breach.ts', '@storefold/event-store', 'document-store-imports-only-its-own'],
  ['projections/src/uses-cli.ts', 'storefold', 'projections-imports-only-its-own'],
  ['e2e/src/breach.ts', 'storefold', 'e2e-imports-only-its-own'],
  ['command-side/src/orders/decider.ts', 'inversify', 'containers-only-in-composition'],
  ['query-side/src/sales/question.ts', 'tsyringe', 'containers-only-in-composition'],
  ['query-side/src/composition/wrong.ts', 'inversify', 'inversify-on-the-command-side'],
  ['command-side/src/composition/wrong.ts', 'tsyringe', 'tsyringe-on-the-query-side'],
  ['platform/src/circle-back.ts', './circle.js', 'no-circles'],
  ['platform/src/uses-testing.ts', './testing/clock.js', 'no-tests-in-the-product'],
  ['platform/src/undeclared.ts', 'undeclared', 'declared-only'],
  ['platform/src/for-development.ts', 'for-development', 'declared-only'],
  ['platform/src/nowhere.ts', './gone.js', 'resolvable-only'],
];

const allowed: readonly (readonly [file: string, imports: string])[] = [
  ['contracts/src/fine.ts', 'zod'],
  ['platform/src/fine.ts', '@storefold/contracts'],
  ['platform/src/testing/clock.ts', '@storefold/contracts'],
  ['platform/src/fine.spec.ts', './testing/clock.js'],
  ['platform/src/store.int.spec.ts', '@storefold/event-store'],
  ['command-side/src/fine.ts', '@storefold/platform'],
  ['command-side/src/composition/container.ts', 'inversify'],
  ['query-side/src/fine.ts', '@storefold/projections'],
  ['query-side/src/sales/sales-routes.ts', 'tsyringe'],
  ['recommender/src/service.int.spec.ts', '@storefold/event-store'],
  ['cli/src/fine.ts', '@storefold/command-side'],
  ['bench/src/fine.ts', 'storefold'],
  ['e2e/src/fine.spec.ts', '@storefold/contracts'],
  ['ui/src/routes/+page.ts', './$types.js'],
];

/** The other half of the circle above: a circle is told once. */
const accomplices: readonly (readonly [file: string, imports: string])[] = [
  ['platform/src/circle.ts', './circle-back.js'],
];

const importing = (file: string, what: string) =>
  file.endsWith('.svelte')
    ? `<script lang="ts">\n  import * as other from '${what}';\n</script>\n<p>{other}</p>\n`
    : `import * as other from '${what}';\nexport const through = other;\n`;

const judge = (built: boolean) => {
  const tiny = tinyRepository(built);
  try {
    for (const [file, imports] of [...breaches, ...allowed, ...accomplices]) tiny.write(file, importing(file, imports));
    return cruise(root, tiny.path, ['.']);
  } finally {
    tiny.remove();
  }
};

describe('the arrows of the architecture', () => {
  for (const built of [true, false]) {
    describe(built ? 'in a repository that was built' : 'in a repository that was not built', () => {
      let broken: ReadonlyMap<string, readonly string[]>;

      before(() => {
        const byFile = new Map<string, string[]>();
        for (const { from, rule } of judge(built).violations) byFile.set(from, [...(byFile.get(from) ?? []), rule]);
        broken = byFile;
      });

      for (const [file, imports, rule] of breaches) {
        it(`say ${rule} when ${file} imports ${imports}`, () => {
          expect(broken.get(file)).to.include(rule);
        });
      }

      it('let pass what the architecture allows', () => {
        // What is not built cannot be found either; that is another rule's to say.
        const complaints = allowed
          .flatMap(([file]) => broken.get(file) ?? [])
          .filter((rule) => rule !== 'resolvable-only');
        expect(complaints).to.deep.equal([]);
        if (built) expect([...broken.keys()].sort()).to.deep.equal([...new Set(breaches.map(([file]) => file))].sort());
      });
    });
  }

  it('are kept by this repository', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { arrows: string } };
    const folders = scripts.arrows.split(' ').filter((word) => /^[a-z].*\/(src|gateway)$/.test(word));
    const { modules, violations } = cruise(root, root, folders);
    expect(violations).to.deep.equal([]);
    expect(modules).to.be.greaterThan(80);
  });
});
