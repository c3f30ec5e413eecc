/** One thing that was looked at. */
export type Finding = {
  readonly check: string;
  /** `note`: worth knowing, no problem. */
  readonly state: 'well' | 'note' | 'problem';
  /** What was found; of a problem, also what to do. */
  readonly says: string;
};

export const well = (check: string, says: string): Finding => ({ check, state: 'well', says });
export const note = (check: string, says: string): Finding => ({ check, state: 'note', says });
export const problem = (check: string, says: string): Finding => ({ check, state: 'problem', says });
