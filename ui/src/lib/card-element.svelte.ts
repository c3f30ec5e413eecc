/** What we use of Stripe.js, or of what stands in for it. */
type Made = { readonly paymentMethod?: { readonly id: string }; readonly error?: { readonly message?: string } };
type CardElement = {
  readonly mount: (place: HTMLElement) => void;
  readonly destroy: () => void;
  readonly on: (
    kind: 'change' | 'ready',
    listener: (event: { readonly error?: { readonly message?: string } }) => void,
  ) => void;
};
type StripeJs = {
  readonly elements: () => { readonly create: (type: 'card', options: object) => CardElement };
  readonly createPaymentMethod: (what: { readonly type: 'card'; readonly card: CardElement }) => Promise<Made>;
};
declare global {
  interface Window {
    readonly Stripe?: (key: string) => StripeJs;
  }
}

const load = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (window.Stripe) {
      resolve();
      return;
    }
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      script.remove();
      reject(new Error('the payment gateway cannot be reached'));
    };
    document.head.append(script);
  });

/** A card that is typed into the payment gateway's own frame: the shop learns an id, never a number. */
export class CardInput {
  #state: 'loading' | 'ready' | 'away' = $state('loading');
  #complaint: string | undefined = $state();
  #stripe: StripeJs | undefined;
  #card: CardElement | undefined;

  get state() {
    return this.#state;
  }

  get complaint() {
    return this.#complaint;
  }

  /** Puts the frame into a place on the page; answers what takes it away again. */
  mount(place: HTMLElement, settings: { readonly scriptUrl: string; readonly publishableKey: string }): () => void {
    let gone = false;
    void load(settings.scriptUrl)
      .then(() => {
        if (gone || !window.Stripe) return;
        this.#stripe = window.Stripe(settings.publishableKey);
        const color = getComputedStyle(place).color;
        this.#card = this.#stripe
          .elements()
          .create('card', { hidePostalCode: true, style: { base: { color, fontSize: '16px' } } });
        this.#card.on('change', ({ error }) => {
          this.#complaint = error?.message;
        });
        this.#card.mount(place);
        this.#state = 'ready';
      })
      .catch(() => {
        this.#state = 'away';
      });
    return () => {
      gone = true;
      this.#card?.destroy();
    };
  }

  /** Hands the card to the gateway. Undefined where it is not taken; `complaint` says why. */
  async paymentMethod(): Promise<string | undefined> {
    if (!this.#stripe || !this.#card) {
      this.#complaint =
        'The payment gateway does not answer just now. Try again in a moment, or choose another way to pay.';
      return undefined;
    }
    const { paymentMethod, error } = await this.#stripe.createPaymentMethod({ type: 'card', card: this.#card });
    this.#complaint = error?.message;
    return paymentMethod?.id;
  }
}
