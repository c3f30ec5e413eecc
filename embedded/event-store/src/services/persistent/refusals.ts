import { status, type StatusObject } from '@grpc/grpc-js';
import type { GroupIdentity } from '../../persistent/group-identity.js';
import { InvalidSettings } from '../../persistent/group-settings.js';
import { failure, statusOf } from '../failures.js';

/** A failure of one group, as the official client tells it apart. */
const refusal = (
  code: status,
  exception: string,
  { stream, group }: GroupIdentity,
  sentence: string,
  reason?: string,
): StatusObject =>
  failure(code, `Subscription group ${group} on stream ${stream} ${sentence}`, {
    exception,
    'stream-name': stream,
    'group-name': group,
    ...(reason === undefined ? {} : { reason }),
  });

export const doesNotExist = (identity: GroupIdentity): StatusObject =>
  refusal(status.NOT_FOUND, 'persistent-subscription-does-not-exist', identity, 'does not exist.');

export const alreadyExists = (identity: GroupIdentity): StatusObject =>
  refusal(status.ALREADY_EXISTS, 'persistent-subscription-exists', identity, 'exists.');

export const maximumReached = (identity: GroupIdentity): StatusObject =>
  refusal(
    status.FAILED_PRECONDITION,
    'maximum-subscribers-reached',
    identity,
    'has as many subscribers as it may have.',
  );

/** It was deleted, updated or restarted under its consumer, or the server stops. */
export const dropped = (identity: GroupIdentity): StatusObject =>
  refusal(status.CANCELLED, 'persistent-subscription-dropped', identity, 'was dropped.');

export const failed = (identity: GroupIdentity, reason: string): StatusObject =>
  refusal(status.INTERNAL, 'persistent-subscription-failed', identity, `failed: '${reason}'`, reason);

/** What a change of a group threw, as the client hears it. */
export const refusalOf = (identity: GroupIdentity, error: unknown): StatusObject =>
  error instanceof InvalidSettings ? failed(identity, error.message) : statusOf(error);
