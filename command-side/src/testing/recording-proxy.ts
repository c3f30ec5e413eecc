import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it went by: its parameters are those of the query and the form. */
export type Recorded = { readonly method: string; readonly path: string; readonly parameters: URLSearchParams };

/** Stands between a client and a server, and writes down what is asked. */
export const recordRequests = async (target: string) => {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', target);
      const body = Buffer.concat(parts);
      const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body.toString('utf8'))]);
      requests.push({ method: request.method ?? '', path: url.pathname, parameters });
      const { host: _, ...headers } = request.headers;
      ask(url, { method: request.method ?? 'GET', headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      })
        .on('error', () => response.destroy())
        .end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on host and port answers with an address object; a string is for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port.toString()}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
