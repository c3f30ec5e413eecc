import type { ServerHttp2Stream } from 'node:http2';
import type { Server } from '@grpc/grpc-js';

/** The method of grpc-js 1.14 that looks at each new HTTP/2 stream first, and with `false` leaves it alone. */
type LooksAtStreams = {
  _verifyContentType?: (stream: ServerHttp2Stream, headers: unknown) => boolean;
};

/**
 * Leaves HTTP/2 streams alone that were reset before their call began. To answer one of them that names no method of ours,
 * grpc-js throws where nobody can catch it, and one rude client would end the server.
 *
 * @throws Error when grpc-js is of another make, which only a change of its version can cause
 */
export const leaveGoneStreamsAlone = (server: Server): void => {
  // Its own types hide it: there is no public door.
  const looking = server as unknown as LooksAtStreams;
  const verify = looking._verifyContentType;
  if (!verify) throw new Error('this version of @grpc/grpc-js has no _verifyContentType; see services/gone-streams.ts');
  looking._verifyContentType = (stream, headers) => !stream.destroyed && verify.call(server, stream, headers);
};
