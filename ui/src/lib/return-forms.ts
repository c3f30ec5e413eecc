import { lineAmountMinor, minorDigits } from '@storefold/contracts';

// What the forms of a return say. Only servers read them.

const text = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === 'string' ? value.trim() : '';
};
const pieces = (form: FormData, field: string): number => {
  const value = text(form, field);
  return /^\d{1,7}$/.test(value) ? Number(value) : 0;
};

/** What a form asks for of each line: its fields are named `pieces-<line id>`. Lines of which it asks nothing are left out. */
export const piecesIn = (form: FormData) =>
  [...form.keys()].flatMap((field) => {
    const lineId = /^pieces-(.+)$/.exec(field)?.[1];
    const quantity = pieces(form, field);
    return lineId === undefined || quantity === 0 ? [] : [{ lineId, quantity }];
  });

/** An amount as people type it, `4.50`, in minor units; undefined where nothing, or no amount, was typed. */
export const typedMinor = (typed: string, currency: string): number | undefined => {
  const digits = minorDigits(currency);
  const amount = /^\d{1,9}(?:[.,](\d+))?$/.exec(typed);
  if (!amount || (amount[1] ?? '').length > digits) return undefined;
  return lineAmountMinor(1, typed.replace(',', '.'), digits);
};

/** What was typed as an amount of a line and is none: it is not to be taken for nothing, which means all. */
export const noAmountsIn = (form: FormData, currency: string): readonly string[] =>
  [...form.keys()].flatMap((field) => {
    const typed = field.startsWith('amount-') ? text(form, field) : '';
    return typed === '' || typedMinor(typed, currency) !== undefined ? [] : [typed];
  });

/** What a form says was found of each line: `sellable-`, `writtenOff-`, `why-` and `amount-<line id>`. */
export const foundIn = (form: FormData, currency: string) =>
  [...form.keys()].flatMap((field) => {
    const lineId = /^sellable-(.+)$/.exec(field)?.[1];
    if (lineId === undefined) return [];
    const [sellable, writtenOff] = [pieces(form, field), pieces(form, `writtenOff-${lineId}`)];
    const amountMinor = typedMinor(text(form, `amount-${lineId}`), currency);
    return [
      {
        ...{ lineId, sellable, writtenOff },
        ...(writtenOff > 0 ? { writeOffReason: text(form, `why-${lineId}`) } : {}),
        ...(amountMinor === undefined ? {} : { amountMinor }),
      },
    ];
  });
