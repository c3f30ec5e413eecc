/** What has a history of its own, and the kind of stream that holds it. */
const subjects = { order: 'orders', payment: 'payments', product: 'products', stock: 'stock' } as const;
export type Subject = (typeof subjects)[keyof typeof subjects];

const inWords: Readonly<Record<Subject, string>> = {
  orders: 'Order',
  payments: 'Payment of order',
  products: 'Product',
  stock: 'Stock of',
};

export const isSubject = (name: string): name is Subject => Object.hasOwn(inWords, name);
export const subjectInWords = (subject: Subject): string => inWords[subject];

/** Page of the thing that a stream is about: `order-489434` is shown at `/audit/orders/489434`. */
export const historyOf = (streamId: string): string | undefined => {
  const dash = streamId.indexOf('-');
  const subject = Object.entries(subjects).find(([kind]) => kind === streamId.slice(0, dash))?.[1];
  return subject && `/audit/${subject}/${encodeURIComponent(streamId.slice(dash + 1))}`;
};
