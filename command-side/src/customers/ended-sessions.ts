import { satisfies } from '@storefold/contracts';
import { refuse, type Route } from '@storefold/platform';
import type { CustomerHandlers } from './customer-handlers.js';

/**
 * A session of a customer ends when the password is changed or the customer erased. The log is asked at each request of
 * theirs: that reads what is new in one stream. Where anybody may ask, who had a session that ended is anybody.
 */
export const withoutEndedSessions = (routes: readonly Route[], customers: CustomerHandlers): readonly Route[] =>
  routes.map((route) => ({
    ...route,
    answer: async (raw) => {
      const { principal } = raw;
      if (principal.kind !== 'shopper' || principal.customerId === undefined) return route.answer(raw);
      const customer = await customers.customer(principal.customerId);
      if (customer.kind === 'active' && customer.passwordVersion === principal.passwordVersion)
        return route.answer(raw);
      const anonymous = { kind: 'anonymous' } as const;
      return satisfies(anonymous, route.roles) || raw.linkToken !== undefined
        ? route.answer({ ...raw, principal: anonymous })
        : refuse(
            'session-ended',
            401,
            'This session is over: the password was changed, or the account is gone. Sign in.',
          );
    },
  }));
