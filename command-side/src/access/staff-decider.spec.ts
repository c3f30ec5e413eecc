import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { staffDecider } from './staff-decider.js';

const ann: ShopEvent = { type: 'StaffMemberAdded', data: { staffId: 's1', login: 'ann', roles: ['clerk'] } };
const reset: ShopEvent = { type: 'StaffPasswordReset', data: { staffId: 's1', resetId: 'r1' } };

describe('a member of staff', () => {
  it('is added once', () => {
    given(staffDecider)
      .when({ kind: 'add', staffId: 's1', login: 'ann', roles: ['clerk'] })
      .then(ann);
    given(staffDecider, ann)
      .when({ kind: 'add', staffId: 's1', login: 'ann', roles: ['clerk'] })
      .then();
  });
  it('keeps a login to themselves', () => {
    given(staffDecider, ann)
      .when({ kind: 'add', staffId: 's1', login: 'ann', roles: ['clerk', 'auditor'] })
      .refuses('login-taken', { login: 'ann' });
  });
  it('gets a new password, and each reset counts once', () => {
    given(staffDecider, ann).when({ kind: 'reset-password', staffId: 's1', resetId: 'r1' }).then(reset);
    given(staffDecider, ann, reset).when({ kind: 'reset-password', staffId: 's1', resetId: 'r1' }).then();
  });
  it('who is unknown gets none', () => {
    given(staffDecider).when({ kind: 'reset-password', staffId: 's9', resetId: 'r1' }).refuses('staff-not-found');
  });
});
