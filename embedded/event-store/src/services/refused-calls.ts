import {
  status,
  type ServerWritableStream,
  type UntypedServiceImplementation,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { failure } from './failures.js';

/** Calls that say why they are not served, and what to do instead. */
export const refusedCalls = (methods: readonly string[], why: string): UntypedServiceImplementation =>
  Object.fromEntries(
    methods.map((method) => [
      method,
      (call: ServerWritableStream<unknown, unknown>, callback?: sendUnaryData<unknown>): void => {
        const refusal = failure(status.UNIMPLEMENTED, why);
        // A call that streams its answer has no callback.
        if (callback) callback(refusal);
        else call.emit('error', refusal);
      },
    ]),
  );
