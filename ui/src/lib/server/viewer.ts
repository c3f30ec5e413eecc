import { ask, type Asker } from './services';

export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'shopper'; readonly id: string }
  | { readonly kind: 'staff'; readonly id: string; readonly login: string; readonly roles: readonly string[] };

/** Who looks at the page. A visitor without a session is nobody yet, and no service is asked. */
export const viewerOf = async (asker: Asker): Promise<Viewer> => {
  if (!asker.request.headers.get('cookie')?.includes('storefold_session=')) return { kind: 'anonymous' };
  const answer = await ask<Viewer>(asker, '/access/me', { patienceMs: 1_500 });
  return answer.ok ? answer.body : { kind: 'anonymous' };
};

/** Whether a member of staff may use a workplace. */
export const may = (viewer: Viewer, role: 'clerk' | 'analyst' | 'auditor'): boolean =>
  viewer.kind === 'staff' && (viewer.roles.includes(role) || viewer.roles.includes('administrator'));
