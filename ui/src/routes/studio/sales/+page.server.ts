import { mustAsk } from '$lib/server/services';
import type { Sales } from '$lib/types';
import type { PageServerLoad } from './$types';

const month = (value: string | null): string | undefined =>
  value !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;

const lastDay = (of: string): string =>
  new Date(Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)), 0)).toISOString().slice(0, 10);

export const load: PageServerLoad = async (event) => {
  const from = month(event.url.searchParams.get('from'));
  const to = month(event.url.searchParams.get('to'));
  const given = event.url.searchParams.get('currency') ?? '';
  const period = new URLSearchParams({
    ...(from ? { from: `${from}-01` } : {}),
    ...(to ? { to: lastDay(to) } : {}),
    ...(/^[A-Z]{3}$/.test(given) ? { currency: given } : {}),
  });
  const ask = (by: string, more = '') => mustAsk<Sales>(event, `/analytics/sales?by=${by}&${period.toString()}${more}`);
  const [months, countries, products, categories, customers] = await Promise.all([
    ask('month'),
    ask('country', '&order=net&limit=20'),
    ask('product', '&order=net&limit=20'),
    ask('category', '&order=net&limit=20'),
    ask('customer', '&order=net&limit=20'),
  ]);
  return { months, countries, products, categories, customers, from: from ?? '', to: to ?? '' };
};
