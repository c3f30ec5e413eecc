import usersGrpc from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { ServedService } from './features-service.js';
import { refusedCalls } from './refused-calls.js';

const { UsersService } = usersGrpc;
const methods = Object.keys(UsersService);

/** `Users`: an insecure node knows none; whatever credentials a call carries are accepted and ignored. */
export const usersService = (): ServedService => ({
  definition: UsersService,
  calls: refusedCalls(
    methods,
    'this node is insecure and has no users: every call is accepted, whatever its credentials; for users run EventStoreDB',
  ),
  refused: methods,
});
