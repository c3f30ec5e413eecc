import type { AllStreamSubscription, StreamSubscription } from '@eventstore/db-client';

/** Labels of the events that came, and all that was said, in order; errors by the names of their classes. */
export type Heard = { readonly labels: string[]; readonly notes: string[] };

/** Listens to a subscription. */
export const hear = (subscription: StreamSubscription | AllStreamSubscription): Heard => {
  const heard: Heard = { labels: [], notes: [] };
  subscription.on('data', ({ event }: { event?: { data: unknown } }) => {
    heard.labels.push((event?.data as { label?: string } | undefined)?.label ?? '');
    heard.notes.push('event');
  });
  for (const note of ['confirmation', 'caughtUp', 'fellBehind', 'end'] as const)
    subscription.on(note, () => heard.notes.push(note));
  subscription.on('error', (error: Error) => heard.notes.push(error.constructor.name));
  return heard;
};
