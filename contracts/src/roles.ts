import { z } from 'zod';

/** What a member of staff may be. An administrator may do what each of the others may. */
export const staffRole = z.enum(['clerk', 'analyst', 'auditor', 'administrator']);
export type StaffRole = z.infer<typeof staffRole>;

/** What a route asks for. `anyone` is said out loud: a route that says nothing fails to start. */
export const requiredRole = z.enum(['anyone', 'shopper', 'clerk', 'analyst', 'auditor', 'administrator']);
export type RequiredRole = z.infer<typeof requiredRole>;

/** Who is asking, as the session says. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'shopper'; readonly id: string }
  | { readonly kind: 'staff'; readonly id: string; readonly login: string; readonly roles: readonly StaffRole[] };

/** Whether the principal satisfies at least one of the roles that a route names. */
export const satisfies = (principal: Principal, roles: readonly RequiredRole[]): boolean =>
  roles.some((role) => {
    if (role === 'anyone') return true;
    if (role === 'shopper') return principal.kind === 'shopper';
    return principal.kind === 'staff' && (principal.roles.includes(role) || principal.roles.includes('administrator'));
  });
