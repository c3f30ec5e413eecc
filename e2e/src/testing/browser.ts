import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const found = (): string | undefined =>
  candidates.find((path) => path !== undefined && path !== '' && existsSync(path));

/**
 * Where a Chromium is, installing Debian's where there is none and we may (root, apt-get).
 *
 * @returns the path, or undefined with the reason to skip browser tests
 */
export const findChromium = (): { readonly path: string } | { readonly missing: string } => {
  const present = found();
  if (present !== undefined) return { path: present };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { missing: 'no Chromium; install one or name it in CHROMIUM' };
  console.log('installing chromium for the browser tests (apt-get)');
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: 180_000 });
  const installed = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const path = found();
  return path === undefined
    ? { missing: `apt-get could not install chromium: ${installed.stderr.slice(-200)}` }
    : { path };
};

/** Starts a headless browser that talks to nobody but the shop. */
export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
