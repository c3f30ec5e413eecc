/* The frame into which a card is typed. It sends the card to the gateway it came from, and tells the page an id. */
(() => {
  const { document, location, parent } = globalThis;
  const look = new globalThis.URLSearchParams(location.search);
  const field = (id) => document.getElementById(id);
  const [number, expiry, cvc] = [field('number'), field('expiry'), field('cvc')];
  const digits = (text) => text.replaceAll(/\D/g, '');
  if (/^#[0-9a-f]{3,8}$|^rgba?\([\d., %]+\)$|^[a-z]+$/i.test(look.get('color') ?? ''))
    document.body.style.color = look.get('color');

  number.addEventListener('input', () => {
    number.value = digits(number.value)
      .slice(0, 19)
      .replaceAll(/(\d{4})(?=\d)/g, '$1 ');
  });
  expiry.addEventListener('input', () => {
    const typed = digits(expiry.value).slice(0, 4);
    expiry.value = typed.length > 2 ? `${typed.slice(0, 2)} / ${typed.slice(2)}` : typed;
  });
  cvc.addEventListener('input', () => {
    cvc.value = digits(cvc.value).slice(0, 4);
  });
  const isWhole = () =>
    digits(number.value).length >= 12 && digits(expiry.value).length === 4 && digits(cvc.value).length >= 3;
  const tell = (error) =>
    parent.postMessage({ kind: 'change', detail: { complete: isWhole(), empty: number.value === '', error } }, '*');
  for (const input of [number, expiry, cvc])
    input.addEventListener('input', () => {
      input.removeAttribute('aria-invalid');
      tell(undefined);
    });

  const mark = (param) => {
    const wrong = { number, exp_month: expiry, exp_year: expiry, cvc }[param];
    wrong?.setAttribute('aria-invalid', 'true');
    wrong?.focus();
  };
  const incomplete = () => {
    const [param, what] =
      digits(number.value).length < 12
        ? ['number', 'number']
        : digits(expiry.value).length < 4
          ? ['exp_month', 'expiry date']
          : ['cvc', 'security code'];
    mark(param);
    return {
      error: { type: 'validation_error', code: `incomplete_${param}`, message: `Your card's ${what} is incomplete.` },
    };
  };

  /** Making a payment method twice makes two of them, which harms nobody: so it is asked for again while no answer comes. */
  const send = async (form) => {
    for (let pause = 300; ; pause *= 2) {
      try {
        return await globalThis.fetch('/v1/payment_methods', {
          method: 'POST',
          headers: { Authorization: `Bearer ${look.get('key') ?? ''}` },
          body: form,
        });
      } catch (error) {
        if (pause > 5_000) throw error;
        await new Promise((resolve) => globalThis.setTimeout(resolve, pause));
      }
    }
  };

  const create = async (billing) => {
    if (!isWhole()) return incomplete();
    const form = new globalThis.URLSearchParams({
      type: 'card',
      'card[number]': digits(number.value),
      'card[exp_month]': String(Number(digits(expiry.value).slice(0, 2))),
      'card[exp_year]': String(2000 + Number(digits(expiry.value).slice(2))),
      'card[cvc]': cvc.value,
    });
    for (const [name, value] of Object.entries(billing ?? {}))
      if (typeof value === 'string' && value !== '') form.set(`billing_details[${name}]`, value);
    try {
      const response = await send(form);
      const answer = await response.json();
      if (response.ok) return { paymentMethod: answer };
      mark(answer.error?.param);
      return { error: answer.error };
    } catch {
      return { error: { type: 'api_connection_error', message: 'The payment gateway does not answer. Try again.' } };
    }
  };

  globalThis.addEventListener('message', async (event) => {
    if (event.source !== parent) return;
    const { id, what, billing_details } = event.data ?? {};
    if (what === 'focus') number.focus();
    if (what === 'create') parent.postMessage({ id, detail: await create(billing_details) }, event.origin);
  });
})();
