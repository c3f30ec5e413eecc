import type { Row } from '../query/path.js';
import { RowStream } from '../query/stream.js';
import type { Reply } from '../wire/reply.js';
import { checkNames, docField, wholeOf } from './command.js';
import type { Call } from './command.js';
import { firstReply } from './query-commands.js';

/** Answers with a list that is whole already: all at once, or through a cursor where the client asks for smaller batches. */
export function listReply(call: Call, namespace: string, rows: readonly Row[]): Promise<Reply> {
  const { request } = call;
  const options = docField(request.get('cursor'), 'cursor');
  checkNames(options, `${request.name}.cursor`, ['batchSize']);
  const left = rows.map((row) => ({ row }));
  const listed = {
    get done() {
      return left.length === 0;
    },
    next: (limit: number) => left.splice(0, limit),
  };
  return firstReply(call, namespace, new RowStream(listed, () => true, []), {
    batchSize: 0,
    first: wholeOf(options.get('batchSize'), 'batchSize', rows.length),
    single: false,
    timeout: true,
  });
}
