import { createHash } from 'node:crypto';

/** Raised to draw the share anew, among the same visitors. */
const DRAW = 'recommendations-1';

/**
 * Whether a visitor is of the share that is held out: they see what many buy, so that what recommendations do can be told. It
 * follows from the visitor's id: the same on every page, every day and every machine.
 *
 * @param share of all visitors, 0 to 1
 */
export const isHeldOut = (visitorId: string, share: number): boolean =>
  createHash('sha256').update(`${DRAW} ${visitorId}`).digest().readUInt32BE(0) / 2 ** 32 < share;
