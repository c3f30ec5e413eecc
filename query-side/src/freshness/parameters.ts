import { z } from 'zod';

/** A position that a command answered: the answer waits for it. */
export const after = z.string().max(40).optional();
export const cursor = z.string().min(1).max(1_000).optional();
export const text = (most: number) => z.string().trim().min(1).max(most);
/** Items of a page. */
export const pageOf = (usual: number, most = 100) => z.coerce.number().int().min(1).max(most).default(usual);
/** A day of the shop's calendar. */
export const day = z.iso.date('expected a day such as 2011-12-01').optional();
const aTime = 'expected a time such as 2011-12-01T09:30:00Z';
/** A moment; any offset is understood and told in UTC. */
export const moment = z.iso
  .datetime({ offset: true, error: aTime })
  .transform((at) => new Date(at).toISOString())
  // Times are compared as text: a year of other than four digits, which an offset can make, would sort wrongly.
  .refine((at) => /^\d{4}-/.test(at), aTime);
