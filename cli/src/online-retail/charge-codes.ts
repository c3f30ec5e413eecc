/** Stock codes that are no goods: what they mean, in the words that the file itself uses most. */
const charges: ReadonlyMap<string, string> = new Map([
  ['POST', 'Postage'],
  ['DOT', 'Dotcom postage'],
  ['C2', 'Carriage'],
  ['C3', 'Carriage'],
  ['M', 'Manual'],
  ['m', 'Manual'],
  ['D', 'Discount'],
  ['S', 'Samples'],
  ['B', 'Adjust bad debt'],
  ['BANK CHARGES', 'Bank charges'],
  ['AMAZONFEE', 'Amazon fee'],
  ['ADJUST', 'Adjustment'],
  ['ADJUST2', 'Adjustment'],
  ['CRUK', 'CRUK commission'],
]);

/** Whether a stock code is postage, a fee, a commission, a discount or a manual entry rather than goods. */
export const isCharge = (code: string): boolean => charges.has(code);

/** What a charge is called where a row does not say. */
export const chargeTitle = (code: string): string => charges.get(code) ?? code;
