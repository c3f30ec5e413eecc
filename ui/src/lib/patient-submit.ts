import { applyAction, deserialize } from '$app/forms';
import { goto } from '$app/navigation';
import type { ActionResult } from '@sveltejs/kit';

const PATIENCE_MS = 40_000;

/**
 * Sends a form, and sends it again while the shop does not answer. Safe because the form carries the key by which the
 * shop recognises a repeat.
 *
 * @param waiting told whenever an attempt failed and another will follow
 * @returns false when it gave up
 */
export const submitPatiently = async (form: HTMLFormElement, waiting: () => void): Promise<boolean> => {
  const body = new FormData(form);
  const until = Date.now() + PATIENCE_MS;
  for (let pause = 300; ; pause = Math.min(pause * 2, 3_000)) {
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
      });
      const result: ActionResult = deserialize(await response.text());
      const away = (result.type === 'failure' || result.type === 'error') && result.status === 503;
      if (!away) {
        // A bank's page is no page of ours.
        if (result.type === 'redirect' && /^https?:/.test(result.location)) location.assign(result.location);
        else if (result.type === 'redirect') await goto(result.location, { invalidateAll: true });
        else await applyAction(result);
        return true;
      }
    } catch {
      // The connection broke: whether the order was taken is unknown, so the same one is sent again.
    }
    if (Date.now() + pause > until) return false;
    waiting();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
};
