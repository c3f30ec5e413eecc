import type { LoggedEvent } from './types.js';

/** Who gave the command: `shopper 7f3a…`, `import online-retail`. */
export const byWhom = ({ metadata }: LoggedEvent): string =>
  metadata?.actor ? `${metadata.actor.kind} ${metadata.actor.id}` : '';

export const correlationOf = ({ metadata }: LoggedEvent): string => metadata?.$correlationId ?? '';
export const causationOf = ({ metadata }: LoggedEvent): string => metadata?.$causationId ?? '';
