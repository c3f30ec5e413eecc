import { Unavailable, type Answer, type Refusal, type RouteRequest } from '@storefold/platform';
import type { DependencyContainer } from 'tsyringe';
import { readAfter } from '../freshness/freshness.js';
import { askedBy } from './container.js';
import { T } from './tokens.js';

/** The container of the service, once the stores have answered. */
export type Source = () => DependencyContainer | undefined;

/** Runs a question in a container of its own; before the service knows its shop there is nothing to ask. */
export const asked =
  <Params, Query extends { readonly after?: string | undefined }, Body>(
    source: Source,
    question: (ask: DependencyContainer, request: RouteRequest<Params, Query, Body>) => Promise<Answer | Refusal>,
  ) =>
  async (request: RouteRequest<Params, Query, Body>): Promise<Answer | Refusal> => {
    const service = source();
    if (!service) throw new Unavailable('The shop is starting: its log is not open yet.');
    const after = readAfter(service.resolve(T.Shop), request.query.after);
    if ('refused' in after) return after;
    const ask = askedBy(service, request, after.after);
    try {
      return await question(ask, request);
    } finally {
      await ask.dispose();
    }
  };
