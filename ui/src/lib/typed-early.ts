type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

declare global {
  interface Window {
    /** Fields that were filled in before the page's scripts came, the last one last, each as it was left; see app.html. */
    readonly typedEarly: Map<Field, readonly [value: string, checked: boolean | undefined]>;
    readonly keepTypedEarly: (event: Event) => void;
  }
}

/**
 * Puts back what was typed, chosen or ticked before the page's scripts came: hydration sets each field that has a value
 * in its markup to that value. Call it once, when all of the page is mounted; the listener of app.html ends with it.
 * Each field that had changed tells of it by the events that typing makes, so that what is bound to it learns of it.
 */
export const putBackWhatWasTypedEarly = (): void => {
  removeEventListener('input', window.keepTypedEarly, true);
  for (const [field, [value, checked]] of window.typedEarly) {
    const isTick = 'checked' in field && (field.type === 'checkbox' || field.type === 'radio');
    if (!field.isConnected || (isTick ? field.checked === checked : field.value === value)) continue;
    if (isTick) field.checked = checked === true;
    else field.value = value;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  window.typedEarly.clear();
};
