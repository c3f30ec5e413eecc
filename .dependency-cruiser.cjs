/**
 * The arrows of the architecture, one rule each: contracts <- platform <- services, and the rest of the picture in the
 * README. A workspace is matched by folder and by package name, so that an import is caught whether it was built or
 * not, and whether it is written as a path or as a package.
 */
const folders = {
  contracts: 'contracts',
  platform: 'platform',
  'command-side': 'command-side',
  projections: 'projections',
  'query-side': 'query-side',
  recommender: 'recommender',
  ui: 'ui',
  'event-store': 'embedded/event-store',
  'document-store': 'embedded/document-store',
  'mail-catcher': 'embedded/mail-catcher',
  'payment-gateway': 'embedded/payment-gateway',
  cli: 'cli',
  bench: 'bench',
  e2e: 'e2e',
};
const every = Object.keys(folders);
const services = ['command-side', 'projections', 'query-side', 'recommender', 'ui'];
const embedded = ['event-store', 'document-store', 'mail-catcher', 'payment-gateway'];

const inside = (name) => `^${folders[name]}/`;
const importOf = (name) => `(^${folders[name]}/|^${name === 'cli' ? 'storefold' : `@storefold/${name}`}(/|$))`;

/** Specs and what serves only them: they may start embedded servers and use what only development installs. */
const specs = '\\.spec\\.ts$|/testing/';

/** Nothing in `names` may import a workspace that is not itself and not in `allowed`; specs also get `inSpecs`. */
const only = (names, allowed, comment, inSpecs = []) =>
  names.flatMap((name) => {
    const forbidden = (exceptions) =>
      every.filter((other) => other !== name && !exceptions.includes(other)).map(importOf);
    return [
      {
        name: `${name}-imports-only-its-own`,
        comment,
        severity: 'error',
        from: { path: inside(name), pathNot: specs },
        to: { path: forbidden(allowed) },
      },
      {
        name: `${name}-specs-import-only-its-own`,
        comment,
        severity: 'error',
        from: { path: `${inside(name)}.*(${specs})` },
        to: { path: forbidden([...allowed, ...inSpecs]) },
      },
    ];
  });

module.exports = {
  forbidden: [
    ...only(['contracts'], [], 'contracts is the language: it imports no other part.'),
    ...only(['platform'], ['contracts'], 'platform knows contracts and no shop rule.', embedded),
    ...only(
      services.filter((name) => name !== 'query-side'),
      ['contracts', 'platform'],
      'A service imports contracts and platform; no service imports a service.',
      embedded,
    ),
    ...only(
      ['query-side'],
      ['contracts', 'platform', 'projections'],
      'The query side also folds with the pure views of projections; no service imports a service.',
      embedded,
    ),
    ...only(embedded, [], 'Embedded servers import nothing of the shop, and not each other.'),
    ...only(
      ['cli'],
      every.filter((name) => name !== 'bench' && name !== 'e2e'),
      'cli composes the shop.',
    ),
    ...only(
      ['bench'],
      every.filter((name) => name !== 'e2e'),
      'bench measures whatever there is, except tests.',
    ),
    ...only(['e2e'], ['contracts'], 'e2e sees the system from outside; it speaks contracts and HTTP.'),
    {
      name: 'containers-only-in-composition',
      comment: 'Domain code, views and policies import no container: composition/ and routes put objects together.',
      severity: 'error',
      from: { pathNot: ['/composition/', '/routes/', '/routes\\.ts$', '-routes\\.ts$'] },
      to: { path: '(^|/)node_modules/(inversify|@inversifyjs|tsyringe)/|^(inversify|tsyringe)($|/)' },
    },
    {
      name: 'inversify-on-the-command-side',
      comment: 'Few long-lived objects from swappable parts: inversify is for the command side alone.',
      severity: 'error',
      from: { pathNot: inside('command-side') },
      to: { path: '(^|/)node_modules/(inversify|@inversifyjs)/|^inversify($|/)' },
    },
    {
      name: 'tsyringe-on-the-query-side',
      comment: 'Many short-lived questions, each asked by someone: tsyringe is for the query side alone.',
      severity: 'error',
      from: { pathNot: inside('query-side') },
      to: { path: '(^|/)node_modules/tsyringe/|^tsyringe($|/)' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one thought, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What ships does not import specs or what serves only them.',
      severity: 'error',
      from: { pathNot: `${specs}|^e2e/|^bench/` },
      to: { path: `(${specs})`, pathNot: 'node_modules' },
    },
    {
      name: 'declared-only',
      comment: 'What ships imports only what its package.json declares, and nothing that only development installs.',
      severity: 'error',
      from: { pathNot: `${specs}|^e2e/|^ui/src/|\\.config\\.[jt]s$` },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'resolvable-only',
      comment: 'An import that leads nowhere. A workspace that was not built? npm run build',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^\\$(app|env|lib|service-worker)(/|$)', '(^|/)\\$types(\\.js)?$'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/', '/build/'] },
    exclude: { path: ['\\.svelte-kit/'] },
    // Types make dependencies too: what only names a type of another service still depends on it.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
