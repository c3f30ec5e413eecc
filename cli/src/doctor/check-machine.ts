import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { freeBytes, type DataFolder } from '../shop/data-folder.js';
import { nodeTooOld } from '../shop/node-version.js';
import { portTaken } from '../shop/ports.js';
import { defaultPorts } from '../shop/service-plan.js';
import { note, problem, well, type Finding } from './finding.js';

const GB = 1024 ** 3;

export const checkNode = (version: string): Finding => {
  const tooOld = nodeTooOld(version);
  return tooOld === undefined ? well('node', `Node ${version}`) : problem('node', tooOld);
};

/** The data folder: there, writable, with room, and with keys that nobody else can read. */
export const checkFolder = (folder: DataFolder): readonly Finding[] => {
  if (!existsSync(folder.root))
    return [note('data folder', `${folder.root} does not exist yet; the first start makes it`)];
  try {
    accessSync(folder.root, constants.W_OK);
  } catch {
    return [
      problem('data folder', `${folder.root} cannot be written; change its permissions, or name another with --data`),
    ];
  }
  const free = freeBytes(folder.root);
  const room = `${(free / GB).toFixed(1)} GB free`;
  return [
    well('data folder', folder.root),
    free < GB
      ? problem('disk', `${room}; the stores refuse writes when it is full: make room, or move the data folder`)
      : well('disk', room),
    ...checkKeys(folder),
  ];
};

const checkKeys = (folder: DataFolder): readonly Finding[] =>
  (['masterKey', 'sessionKey'] as const).map((name) => {
    const path = folder[name];
    const check = name === 'masterKey' ? 'master key' : 'session key';
    if (!existsSync(path)) {
      if (!existsSync(folder.eventStore)) return note(check, 'not made yet; the first start makes it');
      return name === 'masterKey'
        ? problem(
            check,
            `${path} is missing: addresses in the shop cannot be opened without it; bring it back from your backup before you start`,
          )
        : note(check, `${path} is missing; the next start makes another, and everyone signs in again`);
    }
    const open = (statSync(path).mode & 0o077) !== 0;
    return open
      ? problem(check, `${path} can be read by others on this machine; run: chmod 600 ${path}`)
      : well(check, path);
  });

/** Ports that a start would need; asked only where no shop runs. */
export const checkPorts = async (): Promise<readonly Finding[]> => {
  const taken = await Promise.all(
    Object.entries(defaultPorts).map(async ([name, port]) =>
      (await portTaken(port, '127.0.0.1')) ? { name, port } : undefined,
    ),
  );
  const found = taken.filter((entry) => entry !== undefined);
  if (found.length === 0) return [well('ports', 'all free')];
  return found.map(({ name, port }) =>
    problem(
      'ports',
      name === 'ui'
        ? `port ${port.toString()}, where the storefront answers, is taken by another program; start with --port ${(port + 10).toString()}`
        : `port ${port.toString()}, which the ${name} needs, is taken by another program; start with --internal-ports auto`,
    ),
  );
};
