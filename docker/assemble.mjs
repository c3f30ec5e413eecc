import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Gathers what one built service needs at run time and nothing else: its own code, the workspaces it imports, and their
 * production packages at the versions of package-lock.json.
 *
 *   node docker/assemble.mjs @storefold/recommender /out
 */
const [name, target] = process.argv.slice(2);
if (name === undefined || target === undefined) {
  console.error('usage: node docker/assemble.mjs <workspace> <empty folder>');
  process.exit(2);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const copy = (path, options = {}) => {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  cpSync(join(root, path), join(target, path), { recursive: true, ...options });
};

// `npm ci` wants to see every workspace that the lock file names; those that the service does not need go again below.
for (const file of ['package.json', 'package-lock.json', ...workspaces.map((folder) => `${folder}/package.json`)])
  copy(file);
const installed = spawnSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--workspace', name], {
  cwd: target,
  stdio: 'inherit',
});
if (installed.status !== 0) process.exit(installed.status ?? 1);

// npm linked the service and the workspaces that it imports, directly or not, and no others.
const modules = join(target, 'node_modules');
const needed = [modules, join(modules, '@storefold')]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((entry) => join(folder, entry)))
  .filter((path) => lstatSync(path).isSymbolicLink())
  .map((path) => relative(realpathSync(target), realpathSync(path)));

const parents = new Set();
for (const folder of workspaces.filter((candidate) => !needed.includes(candidate))) {
  rmSync(join(target, folder), { recursive: true, force: true });
  if (dirname(folder) !== '.') parents.add(join(target, dirname(folder)));
}
for (const parent of parents) if (readdirSync(parent).length === 0) rmSync(parent, { recursive: true });
for (const folder of needed) {
  for (const made of ['assets', 'dist', 'build', 'bin'].filter((part) => existsSync(join(root, folder, part)))) {
    copy(join(folder, made), {
      filter: (path) => !/\.spec\.(js|d\.ts)|\.(js|d\.ts)\.map$|\/testing(\/|$)|\.tsbuildinfo$/.test(path),
    });
  }
}
rmSync(join(target, 'package-lock.json'));
console.log(`assembled ${name}: ${needed.join(', ')}`);
