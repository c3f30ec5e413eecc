import type { ShownSeen } from './shown-list.js';

/** Carries what the visitor chose; a script may read it, and it says nothing of who they are. */
export const activityCookie = 'storefold_activity';
/** Which words the visitor was shown when they chose. A change of them is a new question. */
export const activityWording = 'banner-1';

export type ActivityChoice = 'yes' | 'no' | undefined;

export const choiceIn = (cookie: string | undefined): ActivityChoice =>
  cookie === 'yes' || cookie === 'no' ? cookie : undefined;

/** What a page tells of a visit, before it has an id and a time. */
export type Seen =
  | { readonly kind: 'viewed'; readonly sku: string }
  | { readonly kind: 'searched'; readonly words: string; readonly results: number }
  | ShownSeen;
/** A batch as `POST /activity` takes it: each thing with an id of its own, so that a batch may be sent again. */
export const batchOf = (seen: readonly Seen[], at: string, newId: () => string): string =>
  JSON.stringify({ activities: seen.map((one) => ({ id: newId(), ...one, at })) });

/** Where to go back to after a choice: a path of this shop, else the home page. */
export const pathBack = (given: unknown): string =>
  typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/';

/**
 * Tells the shop what was looked at, where the visitor agreed. The browser sends it when it has time, also while it leaves
 * the page; nobody waits for it, and what does not arrive is not missed by anyone.
 */
export const tell = (choice: ActivityChoice, ...seen: readonly Seen[]): void => {
  const send = sending(choice, seen);
  if (!send) return;
  if ('requestIdleCallback' in window) requestIdleCallback(send, { timeout: 2_000 });
  else setTimeout(send, 200);
};

/** The same for what is told while the page is left: there may be no idle moment any more. */
export const tellAtOnce = (choice: ActivityChoice, ...seen: readonly Seen[]): void => {
  sending(choice, seen)?.();
};

const sending = (choice: ActivityChoice, seen: readonly Seen[]): (() => void) | undefined => {
  if (choice !== 'yes') return undefined;
  const body = batchOf(seen, new Date().toISOString(), () => crypto.randomUUID());
  return () => {
    navigator.sendBeacon('/api/activity', new Blob([body], { type: 'application/json' }));
  };
};
