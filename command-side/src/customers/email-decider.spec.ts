import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import { emailDecider, type EmailCommand } from './email-decider.js';

const emailHash = 'a'.repeat(64);
const NOON = '2026-11-27T12:00:00.000Z';
const AN_HOUR_LATER = '2026-11-27T13:00:00.000Z';
const LATER_STILL = '2026-11-27T13:00:00.001Z';
const claim = (customerId: string, at = NOON, abandonedBy?: string): EmailCommand => ({
  ...{ kind: 'claim', emailHash, customerId, at, abandonedBy },
});
const claimed = (customerId: string, claimedAt = NOON): ShopEvent => ({
  ...{ type: 'EmailClaimed', data: { emailHash, customerId, claimedAt } },
});
const release = (customerId: string): EmailCommand => ({ kind: 'release', emailHash, customerId });
const released = (customerId: string): ShopEvent => ({ type: 'EmailReleased', data: { emailHash, customerId } });

describe('an e-mail address', () => {
  it('belongs to whoever claims it first', () => {
    given(emailDecider).when(claim('ann')).then(claimed('ann'));
    given(emailDecider, claimed('ann')).when(claim('ann')).then();
    given(emailDecider, claimed('ann')).when(claim('ben')).refuses('email-taken', { customerId: 'ann' });
  });
  it('is free again when it was released, but not for who had it', () => {
    given(emailDecider, claimed('ann')).when(release('ann')).then(released('ann'));
    given(emailDecider, claimed('ann'), released('ann')).when(release('ann')).then();
    given(emailDecider, claimed('ann'), released('ann')).when(claim('ann')).refuses('email-released');
    given(emailDecider, claimed('ann'), released('ann')).when(claim('ben')).then(claimed('ben'));
  });
  it('is not taken from its holder by a release of somebody else', () => {
    given(emailDecider, claimed('ann'), released('ben'))
      .when(claim('cy'))
      .refuses('email-taken', { customerId: 'ann' });
  });
  it('is taken over an hour after a claim of which nothing came, and not before', () => {
    given(emailDecider, claimed('ann'))
      .when(claim('ben', AN_HOUR_LATER, 'ann'))
      .refuses('email-taken', { customerId: 'ann' });
    given(emailDecider, claimed('ann'))
      .when(claim('ben', LATER_STILL, 'ann'))
      .then(released('ann'), claimed('ben', LATER_STILL));
    // It is another's by now, of whom nobody knows that nothing came.
    given(emailDecider, claimed('cy'))
      .when(claim('ben', LATER_STILL, 'ann'))
      .refuses('email-taken', { customerId: 'cy' });
  });
});
