import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/**
 * What a rule of the house can say to a machine, beside what the compiler, prettier and dependency-cruiser say.
 * CONTRIBUTING.md tells the rest.
 */

const containers = {
  name: 'inversify',
  message: 'Containers stand only in composition/ and routes: take what you need as an argument.',
};

/** Globals of Node that plain scripts use; TypeScript knows its own. */
const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'clearInterval',
    'setInterval',
    'setTimeout',
    'URL',
  ].map((name) => [name, 'readonly']),
);

const correctness = {
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300 }],
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-dupe-keys': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-param-reassign': 'error',
  'no-unreachable': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const scripts = ['**/*.js', '**/*.mjs', '**/*.cjs'];
const typed = ['**/*.ts'];
const specs = ['**/*.spec.ts', '**/testing/**/*.ts'];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/.svelte-kit/',
      '**/var/',
      '**/coverage/',
      // Kit's and vite's own configuration stands in no TypeScript project of ours.
      'ui/*.config.*',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: correctness },
  {
    files: scripts,
    languageOptions: { ecmaVersion: 2025, sourceType: 'module', globals: nodeGlobals },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Taking a field out of an object is how one leaves it behind.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-restricted-imports': ['error', { paths: [containers, { ...containers, name: 'tsyringe' }] }],
      'no-console': 'error',
    },
  },
  {
    // Where objects are put together, the containers are at home.
    files: ['**/composition/**/*.ts', '**/routes/**/*.ts', '**/routes.ts', '**/*-routes.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: specs,
    rules: {
      // `expect(x).to.be.undefined` is a statement to chai.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  // These talk to a person at a terminal.
  {
    files: ['cli/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts', 'embedded/*/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Types of the pages are svelte-check's to judge: it knows components, the linter's program does not.
    files: ['ui/**/*.svelte', 'ui/**/*.svelte.ts', 'ui/src/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [tseslint.configs.strict, svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      // The shop stands at the root of its host: there is no base path that a link could miss.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  // The compiler knows a page's globals, and props are `let` by Svelte's own habit.
  { files: ['**/*.svelte'], rules: { 'no-undef': 'off', 'prefer-const': 'off' } },
);
