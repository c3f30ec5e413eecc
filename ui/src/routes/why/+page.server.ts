import { ownEventInWords, type OwnEvent } from '$lib/reasons';
import { mustAsk } from '$lib/server/services';
import { bySku } from '$lib/server/shelves';
import type { PageServerLoad } from './$types';

/** Products of one event that are looked up by name: more are not told of one by one. */
const NAMED = 3;

/** What a visitor did that led to a recommendation: nobody else's doings are told. */
export const load: PageServerLoad = async (event) => {
  const sku = event.url.searchParams.get('sku') ?? '';
  const positions = event.url.searchParams.get('positions') ?? '';
  const events =
    event.locals.viewer.kind !== 'shopper' || positions === ''
      ? []
      : (
          await mustAsk<{ readonly items: readonly OwnEvent[] }>(
            event,
            `/shop/own-events?positions=${encodeURIComponent(positions)}`,
          )
        ).items;
  const named = new Set([...(sku === '' ? [] : [sku]), ...events.flatMap(({ skus }) => skus.slice(0, NAMED))]);
  const cards = new Map((await bySku(event, [...named])).map((card) => [card.sku, card]));
  return {
    product: cards.get(sku) ?? null,
    events: events.map((one) => ({
      ...{ position: one.position, occurredAt: one.occurredAt },
      words: ownEventInWords(one, (each) => cards.get(each)?.title),
    })),
  };
};
