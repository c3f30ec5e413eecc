import { consentPurpose, customerAddress, entityId, type Principal } from '@storefold/contracts';
import { defineRoute, deriveId, type Answer, type Refusal, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { CustomerHandlers } from './customer-handlers.js';
import type { ActiveCustomer } from './customer-state.js';
import { customerOf } from './customers-routes.js';
import type { CustomerExport } from './export.js';

const ofAddress = z.strictObject({ addressId: entityId });

/** What a signed-in customer sees and changes of their own. */
export const accountRoutes = (
  customers: CustomerHandlers,
  account: CustomerExport,
  shop: Shop,
  clock: Clock,
): readonly Route[] => {
  const shown = async (principal: Principal, show: (customer: ActiveCustomer) => Promise<object>) => {
    const customerId = customerOf(principal);
    const customer = await customers.customer(customerId);
    if (customer.kind !== 'active') return refused({ code: 'customer-not-found', facts: { customerId } });
    return { status: 200, body: await show(customer), headers: { 'Cache-Control': 'no-store' } };
  };
  type Asked = Parameters<typeof contextOf>[0];
  const changing = (request: Asked) => ({
    customerId: customerOf(request.principal),
    changeId: deriveId('customer-change', request.commandId),
  });
  const keep = async (
    request: Asked & { readonly body: z.infer<typeof customerAddress> },
    kind: 'add-address' | 'change-address',
    addressId: string,
  ): Promise<Answer | Refusal> => {
    const { customerId, changeId } = changing(request);
    const customer = await customers.customer(customerId);
    // Nothing is sealed for who is not there: the key of an erased customer cannot be made again.
    if (customer.kind !== 'active') return refused({ code: 'customer-not-found', facts: { customerId } });
    const type = kind === 'add-address' ? 'CustomerAddressAdded' : 'CustomerAddressChanged';
    const address = await customers.seal({ customerId, type, field: 'address' }, request.body, request.commandId);
    const outcome = await customers.handle(
      { kind, customerId, changeId, addressId, address },
      contextOf(request, clock),
    );
    return answer(outcome, shop, kind === 'add-address' ? 201 : 200, () => ({ addressId }));
  };
  const point = async (
    request: Asked,
    kind: 'remove-address' | 'choose-address',
    addressId: string,
  ): Promise<Answer | Refusal> =>
    answer(
      await customers.handle({ kind, ...changing(request), addressId }, contextOf(request, clock)),
      shop,
      200,
      () => ({
        addressId,
      }),
    );

  return [
    defineRoute({
      method: 'GET',
      path: '/customers/me',
      roles: ['customer'],
      summary: 'ShowAccount: who is signed in, their addresses, and what they agreed to.',
      handle: ({ principal }) => shown(principal, (customer) => account.account(customer)),
    }),
    defineRoute({
      method: 'GET',
      path: '/customers/me/export',
      roles: ['customer'],
      summary: 'ExportAccount: all that the shop knows of who is signed in.',
      handle: ({ principal }) => shown(principal, (customer) => account.all(customer)),
    }),
    defineRoute({
      method: 'POST',
      path: '/customers/me/addresses',
      roles: ['customer'],
      summary: 'AddAddress: the first one is the default.',
      command: true,
      body: customerAddress,
      handle: (request) => keep(request, 'add-address', deriveId('address', request.commandId)),
    }),
    defineRoute({
      method: 'PUT',
      path: '/customers/me/addresses/:addressId',
      roles: ['customer'],
      summary: 'ChangeAddress: orders that were placed keep the address that they had.',
      command: true,
      params: ofAddress,
      body: customerAddress,
      handle: (request) => keep(request, 'change-address', request.params.addressId),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/customers/me/addresses/:addressId',
      roles: ['customer'],
      summary: 'RemoveAddress: where it was the default, the oldest that is left is.',
      command: true,
      params: ofAddress,
      handle: (request) => point(request, 'remove-address', request.params.addressId),
    }),
    defineRoute({
      method: 'PUT',
      path: '/customers/me/default-address',
      roles: ['customer'],
      summary: 'ChooseDefaultAddress: one of those that they have.',
      command: true,
      body: ofAddress,
      handle: (request) => point(request, 'choose-address', request.body.addressId),
    }),
    defineRoute({
      method: 'PUT',
      path: '/customers/me/consent',
      roles: ['customer'],
      summary: 'ChangeConsent: to one purpose, given or taken back, and to which words.',
      command: true,
      body: z.strictObject({
        purpose: consentPurpose,
        granted: z.boolean(),
        wording: z.string().trim().min(1).max(60),
      }),
      handle: async (request) => {
        const { purpose, granted } = request.body;
        const at = clock();
        const command = { kind: 'consent', ...changing(request), ...request.body, at } as const;
        return answer(await customers.handle(command, contextOf(request, clock)), shop, 200, () => ({
          purpose,
          granted,
        }));
      },
    }),
  ];
};
