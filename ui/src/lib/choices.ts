import type { Family } from './types.js';

/** One value of an option on the page of a variant. */
export type Choice = {
  readonly value: string;
  readonly chosen: boolean;
  /** The variant that is had by choosing it; undefined where there is none. */
  readonly sku: string | undefined;
  readonly soldOut: boolean;
};

/**
 * What there is to choose on the page of a variant. Choosing one value keeps the others; where that combination is not made,
 * it leads to the first variant with that value, rather than nowhere.
 */
export const choicesOf = (
  { options, variants }: Family,
  sku: string,
): readonly { readonly option: string; readonly choices: readonly Choice[] }[] => {
  const valuesOf = (variant: Family['variants'][number]) =>
    new Map(variant.values.map(({ option, value }) => [option, value]));
  const here = variants.find((variant) => variant.sku === sku);
  const chosen = here ? valuesOf(here) : new Map<string, string>();
  return options.map(({ name, values }) => ({
    option: name,
    choices: values.map((value) => {
      const withValue = variants.filter((variant) => valuesOf(variant).get(name) === value);
      const nearest =
        withValue.find((variant) =>
          options.every(({ name: other }) => other === name || valuesOf(variant).get(other) === chosen.get(other)),
        ) ?? withValue[0];
      return {
        value,
        chosen: chosen.get(name) === value,
        sku: nearest?.sku,
        soldOut: nearest !== undefined && nearest.available <= 0,
      };
    }),
  }));
};
