import type { Route } from '@storefold/platform';
import { analyticsRoutes } from './analytics/analytics-routes.js';
import { auditRoutes } from './audit/audit-routes.js';
import type { Source } from './composition/asked.js';
import { deskRoutes } from './desk/desk-routes.js';
import { invoicesRoutes } from './invoices/invoices-routes.js';
import { shopRoutes } from './shop/shop-routes.js';
import { statusRoutes } from './status/status-routes.js';

/** Every question that can be asked over HTTP: what is mounted, and what the tests of "who may" are made from. */
export const queryRoutes = (source: Source = () => undefined): readonly Route[] => [
  ...shopRoutes(source),
  ...invoicesRoutes(source),
  ...deskRoutes(source),
  ...analyticsRoutes(source),
  ...auditRoutes(source),
  ...statusRoutes(source),
];
