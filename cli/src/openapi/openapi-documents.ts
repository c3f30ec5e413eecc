import { commandRoutes } from '@storefold/command-side';
import { openApiOf } from '@storefold/platform';
import { queryRoutes } from '@storefold/query-side';

/** What the services that people program against take, as OpenAPI 3.1 documents, by service. */
export const openApiDocuments = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ 'command-side': commandRoutes(), 'query-side': queryRoutes() }).map(([service, routes]) => [
      service,
      `${JSON.stringify(openApiOf(service, routes), undefined, 2)}\n`,
    ]),
  );
