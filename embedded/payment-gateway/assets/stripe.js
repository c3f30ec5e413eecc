/*
 * Stands in for Stripe.js where the embedded gateway stands in for Stripe: the few calls of it that a shop's page makes
 * (elements, a card element, createPaymentMethod). As with Stripe, the card is typed into a frame of the gateway's own origin:
 * no page and no service of the shop ever sees a number.
 */
(() => {
  const { document, location } = globalThis;
  const origin = new globalThis.URL(document.currentScript?.src ?? location.href).origin;

  class CardElement {
    #frame = document.createElement('iframe');
    #listeners = new Map();
    #waiting = new Map();
    #ready;

    constructor(key, options = {}) {
      const { style = {} } = options;
      const look = new globalThis.URLSearchParams({
        key,
        color: style.base?.color ?? '',
        size: style.base?.fontSize ?? '',
      });
      this.#frame.src = `${origin}/elements/card?${look}`;
      this.#frame.title = 'Card number, expiry and security code';
      this.#frame.style.cssText = 'border:0;width:100%;height:2.75rem;display:block;color-scheme:normal';
      this.#ready = new Promise((resolve) => {
        this.#frame.addEventListener('load', resolve, { once: true });
      });
      globalThis.addEventListener('message', (event) => {
        if (event.origin === origin && event.source === this.#frame.contentWindow) this.#hear(event.data);
      });
    }

    #hear({ id, kind, detail }) {
      if (id !== undefined) {
        this.#waiting.get(id)?.(detail);
        this.#waiting.delete(id);
        return;
      }
      for (const listener of this.#listeners.get(kind) ?? []) listener(detail);
    }

    mount(place) {
      const target = typeof place === 'string' ? document.querySelector(place) : place;
      target.replaceChildren(this.#frame);
      void this.#ready.then(() => this.#hear({ kind: 'ready', detail: {} }));
    }

    unmount() {
      this.#frame.remove();
    }

    destroy() {
      this.unmount();
    }

    on(kind, listener) {
      this.#listeners.set(kind, [...(this.#listeners.get(kind) ?? []), listener]);
      return this;
    }

    focus() {
      this.#frame.contentWindow?.postMessage({ what: 'focus' }, origin);
    }

    async ask(question) {
      await this.#ready;
      const id = globalThis.crypto.randomUUID?.() ?? String(Math.random());
      return new Promise((resolve) => {
        this.#waiting.set(id, resolve);
        this.#frame.contentWindow?.postMessage({ id, ...question }, origin);
      });
    }
  }

  globalThis.Stripe = (key) => ({
    elements: () => ({ create: (type, options) => (type === 'card' ? new CardElement(key, options) : undefined) }),
    createPaymentMethod: ({ card, billing_details }) =>
      card.ask({ what: 'create', billing_details: globalThis.structuredClone(billing_details ?? {}) }),
  });
})();
