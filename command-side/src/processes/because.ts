import type { Recorded } from '@storefold/contracts';

/** The event that a step follows from: a recorded one, or what stands for it. */
export type Because = {
  readonly eventId: string;
  readonly metadata: Pick<Recorded['metadata'], '$correlationId' | 'traceparent'>;
};
