import { drawPicture } from '$lib/pictures/draw-picture.js';
import { etagOf, hasAlready } from '$lib/pictures/etag.js';
import { ask } from '$lib/server/services';
import type { Card } from '$lib/types';
import type { RequestHandler } from './$types';

const plain = (status: number, words: string): Response =>
  new Response(words, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

/** The picture of one product. It is drawn from the title alone, so a caller may keep it for a day. */
export const GET: RequestHandler = async (event) => {
  const { sku } = event.params;
  // A picture that is late is worth nothing to a page: it is not asked for again for long.
  const asked = await ask<Card>(event, `/shop/products/${encodeURIComponent(sku)}`, { patienceMs: 1_000 });
  if (!asked.ok) {
    const { status } = asked.problem;
    return status >= 500 ? plain(503, 'No picture just now.') : plain(404, 'There is no such product.');
  }
  const picture = drawPicture({ sku, title: asked.body.title });
  const etag = etagOf(picture);
  const headers = { etag, 'cache-control': 'public, max-age=86400' };
  if (hasAlready(event.request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(picture, { headers: { ...headers, 'content-type': 'image/svg+xml' } });
};
