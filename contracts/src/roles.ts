import { z } from 'zod';

/** What a member of staff may be. An administrator may do what each of the others may. */
export const staffRole = z.enum(['clerk', 'analyst', 'auditor', 'administrator']);
export type StaffRole = z.infer<typeof staffRole>;

/** What a route asks for. `anyone` is said out loud: a route that says nothing fails to start. */
export const requiredRole = z.enum(['anyone', 'shopper', 'customer', 'clerk', 'analyst', 'auditor', 'administrator']);
export type RequiredRole = z.infer<typeof requiredRole>;

/** Who is asking, as the session says. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'shopper';
      /** Of a signed-in customer: the customer's id, so that their cart and orders are theirs on every device. */
      readonly id: string;
      readonly customerId?: string | undefined;
      /** How often their password had been changed when they signed in: a session from before the newest is over. */
      readonly passwordVersion?: number | undefined;
      /** The guest that they were, where something stayed in the guest's cart: signing out leads back to it. */
      readonly guestId?: string | undefined;
    }
  | { readonly kind: 'staff'; readonly id: string; readonly login: string; readonly roles: readonly StaffRole[] };

/** Whether the principal satisfies at least one of the roles that a route names. */
export const satisfies = (principal: Principal, roles: readonly RequiredRole[]): boolean =>
  roles.some((role) => {
    if (role === 'anyone') return true;
    if (role === 'shopper') return principal.kind === 'shopper';
    if (role === 'customer') return principal.kind === 'shopper' && principal.customerId !== undefined;
    return principal.kind === 'staff' && (principal.roles.includes(role) || principal.roles.includes('administrator'));
  });
