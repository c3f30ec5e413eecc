import { mustAsk } from '$lib/server/services';
import type { RecommendationUse } from '$lib/types';
import type { PageServerLoad } from './$types';

const day = (value: string | null): string | undefined =>
  value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;

export const load: PageServerLoad = async (event) => {
  const from = day(event.url.searchParams.get('from'));
  const to = day(event.url.searchParams.get('to'));
  const period = new URLSearchParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) });
  const use = await mustAsk<RecommendationUse>(event, `/analytics/recommendations?${period.toString()}`);
  return { use, from: from ?? '', to: to ?? '' };
};
