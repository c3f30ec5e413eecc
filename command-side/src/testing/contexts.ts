import type { Logger } from '@storefold/platform';
import { createLogger } from '@storefold/platform';
import type { CommandContext } from '../streams/command-context.js';

/** The context of a command in a spec, named by its id. */
export const contextOf = (commandId: string, more: Partial<CommandContext> = {}): CommandContext => ({
  commandId,
  actor: { kind: 'staff', id: 'ann' },
  occurredAt: '2026-01-02T03:04:05.678Z',
  origin: 'live',
  correlationId: 'trace-1',
  ...more,
});

export const silent: Logger = createLogger('spec', 'silent');
