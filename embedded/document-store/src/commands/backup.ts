import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { StoreError } from '../errors.js';
import { text } from './command.js';
import type { Command } from './command.js';

/**
 * `documentStoreBackup`, a command of this server's own: copies everything as it is at one moment into an empty folder of this machine,
 * while it serves. Only the process that holds a data folder may have its file open.
 */
export const documentStoreBackup: Command = {
  fields: ['to'],
  run: async (call) => {
    const to = text(call, 'to');
    if (call.database !== 'admin')
      throw new StoreError('Unauthorized', 'documentStoreBackup may only be run against the admin database.');
    if (!isAbsolute(to) || !existsSync(to) || readdirSync(to).length > 0)
      throw new StoreError('BadValue', `"${to}" is not the absolute path of an empty folder`);
    await call.store.engine.copyTo(to);
    return { fields: new Map() };
  },
};
