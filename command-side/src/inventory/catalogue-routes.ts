import { entityId, sku, taxCategory } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf } from '../http/answering.js';
import type { FamilyHandlers } from './family-handlers.js';
import type { InventoryHandlers } from './inventory-handlers.js';

const text = (most: number) => z.string().trim().min(1).max(most);
/** One of the shop's own, or one that any browser may fetch without being listened to. */
const pictureUrl = z
  .string()
  .max(500)
  .refine(
    (url) => /^\/(?!\/)[^\s\\]+$/.test(url) || (URL.canParse(url) && new URL(url).protocol === 'https:'),
    'expected a path of this shop (/pictures/mug.jpg) or an address that begins with https://',
  );
const named = <Item extends Readonly<Record<string, unknown>>>(items: readonly Item[], name: keyof Item): boolean =>
  new Set(items.map((item) => item[name])).size === items.length;

const detailsBody = z.strictObject({
  title: text(200),
  description: z.string().trim().max(5_000).default(''),
  categoryPath: z.array(text(60)).max(8).default([]),
  attributes: z
    .array(z.strictObject({ name: text(60), value: text(200) }))
    .max(50)
    .refine((attributes) => named(attributes, 'name'), 'each attribute has a name of its own')
    .default([]),
  pictures: z
    .array(z.strictObject({ url: pictureUrl, shows: text(200) }))
    .max(20)
    .default([]),
  taxCategory: taxCategory.optional(),
});
const familyBody = z.strictObject({
  title: text(200),
  options: z
    .array(
      z.strictObject({
        name: text(40),
        values: z
          .array(text(60))
          .min(1)
          .max(100)
          .refine((values) => new Set(values).size === values.length, 'each value stands once'),
      }),
    )
    .min(1)
    .max(5)
    .refine((options) => named(options, 'name'), 'each option has a name of its own'),
});
const variantBody = z.strictObject({
  sku,
  values: z
    .array(z.strictObject({ option: text(40), value: text(60) }))
    .min(1)
    .max(5)
    .refine((values) => named(values, 'option'), 'each option is chosen once'),
});

export const catalogueRoutes = (
  inventory: InventoryHandlers,
  families: FamilyHandlers,
  shop: Shop,
  clock: Clock,
): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/inventory/products/:sku/details',
    roles: ['clerk'],
    summary: 'DescribeProduct: title, description, categories, attributes and pictures, all anew.',
    command: true,
    params: z.strictObject({ sku }),
    body: detailsBody,
    handle: async (request) => {
      const { sku: skuOf } = request.params;
      const changeId = deriveId('description', request.commandId);
      const outcome = await inventory.describeProduct(
        { sku: skuOf, changeId, details: request.body },
        contextOf(request, clock),
      );
      return answer(outcome, shop, 200, () => ({ sku: skuOf }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/families',
    roles: ['clerk'],
    summary: 'DefineFamily: one thing that comes in several variants, and what they differ in.',
    command: true,
    body: familyBody,
    handle: async (request) => {
      const familyId = deriveId('family', request.commandId);
      const outcome = await families.defineFamily({ familyId, ...request.body }, contextOf(request, clock));
      return answer(outcome, shop, 201, () => ({ familyId }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/inventory/families/:familyId/variants',
    roles: ['clerk'],
    summary: 'AddVariant: says which product is which of the family’s variants.',
    command: true,
    params: z.strictObject({ familyId: entityId }),
    body: variantBody,
    handle: async (request) => {
      const { familyId } = request.params;
      const changeId = deriveId('variant', request.commandId);
      const outcome = await families.addVariant({ familyId, changeId, ...request.body }, contextOf(request, clock));
      return answer(outcome, shop, 200, () => ({ familyId, sku: request.body.sku }));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/inventory/families/:familyId/variants/:sku',
    roles: ['clerk'],
    summary: 'RemoveVariant: the product stands for itself again.',
    command: true,
    params: z.strictObject({ familyId: entityId, sku }),
    handle: async (request) => {
      const changeId = deriveId('variant', request.commandId);
      const outcome = await families.removeVariant({ ...request.params, changeId }, contextOf(request, clock));
      return answer(outcome, shop, 200, () => request.params);
    },
  }),
];
