const digitsIn = (value: FormDataEntryValue | null, most: number): number | undefined => {
  const text = typeof value === 'string' ? value.trim() : '';
  return /^\d+$/.test(text) && text.length <= most ? Number(text) : undefined;
};

/** A number of pieces from a form's field; undefined where it is none. */
export const wholeNumber = (value: FormDataEntryValue | null): number | undefined => digitsIn(value, 7);

/**
 * An amount in minor units from a hidden field; undefined where it is none. As long as the largest that the shop takes: a cheap
 * thing comes to many of the units of some currencies.
 */
export const minorAmount = (value: FormDataEntryValue | null): number | undefined => digitsIn(value, 13);
