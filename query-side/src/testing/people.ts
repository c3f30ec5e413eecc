import type { Principal, StaffRole } from '@storefold/contracts';

/** Who asks in these specs. */
export const nobody: Principal = { kind: 'anonymous' };
export const ann: Principal = { kind: 'shopper', id: 'shopper-ann' };
export const bob: Principal = { kind: 'shopper', id: 'shopper-bob' };

const staff = (role: StaffRole): Principal => ({
  ...{ kind: 'staff', id: `staff-${role}`, login: role, roles: [role] },
});
export const clerk = staff('clerk');
export const analyst = staff('analyst');
export const auditor = staff('auditor');
export const administrator = staff('administrator');

export const everybody: readonly Principal[] = [nobody, ann, clerk, analyst, auditor, administrator];
export const nameOf = (principal: Principal): string =>
  principal.kind === 'staff' ? principal.login : principal.kind === 'shopper' ? 'a shopper' : 'nobody';
