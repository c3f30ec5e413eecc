import type { cards } from './simulated-bank.js';

/** What a shopper of a story means to do. */
export type StoryOrder = {
  readonly orderId: string;
  readonly skus: readonly string[];
  readonly cancels: boolean;
  /** Undefined where it is paid some other day. */
  readonly card: keyof typeof cards | undefined;
  /** Gives another card when the first one was declined. */
  readonly triesAgain: boolean;
  /** What is told the bank, if anything ever is. */
  readonly approves: boolean | undefined;
  readonly isShipped: boolean;
  /** Sends the first line alone, first. */
  readonly inParts: boolean;
  /** Takes a piece of the last line out of it again. */
  readonly takesOut: boolean;
  readonly comesBack: boolean;
};
