import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, sku } from '../ids.js';
import { recordedText } from '../text.js';
import { taxCategory } from './terms.js';

/** A picture of a thing, where a browser finds it, and what it shows, for those who do not see it. */
export const productPicture = z.object({
  url: recordedText(1, 500),
  shows: recordedText(1, 200),
});
export type ProductPicture = z.infer<typeof productPicture>;

/** What is said of a thing in a word or two: `Material: oak`. */
export const productAttribute = z.object({ name: recordedText(1, 60), value: recordedText(1, 200) });
export type ProductAttribute = z.infer<typeof productAttribute>;

/** All that is told of a product beside its price. */
export const productDetails = z.object({
  title: recordedText(1, 200),
  description: recordedText(0, 5_000),
  /** From the widest to the narrowest: `Kitchen`, `Mugs`. */
  categoryPath: z.array(recordedText(1, 60)).max(8),
  attributes: z.array(productAttribute).max(50),
  /** The first is the one that shelves show. */
  pictures: z.array(productPicture).max(20),
  /** Absent: as it was. */
  taxCategory: taxCategory.optional(),
});
export type ProductDetails = z.infer<typeof productDetails>;

/** What is told of it from now on: all of it anew. */
export const productDescribed = defineEvent(
  'ProductDescribed',
  1,
  z.object({ sku, changeId: entityId, ...productDetails.shape }),
);

/** One choice of an option: `Size: L`. */
export const optionValue = z.object({ option: recordedText(1, 40), value: recordedText(1, 60) });
export type OptionValue = z.infer<typeof optionValue>;

/** What the variants of a family differ in, and what there is to choose from. */
export const familyOption = z.object({
  name: recordedText(1, 40),
  values: z.array(recordedText(1, 60)).max(100),
});
export type FamilyOption = z.infer<typeof familyOption>;

/** One thing that comes in several variants, each a product with a SKU, a price and a shelf of its own. */
export const familyDefined = defineEvent(
  'FamilyDefined',
  1,
  z.object({ familyId: entityId, title: recordedText(1, 200), options: z.array(familyOption).max(5) }),
);
export const variantAdded = defineEvent(
  'VariantAdded',
  1,
  z.object({ familyId: entityId, changeId: entityId, sku, values: z.array(optionValue).max(5) }),
);
export const variantRemoved = defineEvent(
  'VariantRemoved',
  1,
  z.object({ familyId: entityId, changeId: entityId, sku }),
);
/** On the product's side: a product is a variant of one family at most. */
export const productJoinedFamily = defineEvent(
  'ProductJoinedFamily',
  1,
  z.object({ sku, familyId: entityId, changeId: entityId }),
);
export const productLeftFamily = defineEvent(
  'ProductLeftFamily',
  1,
  z.object({ sku, familyId: entityId, changeId: entityId }),
);
