/** What became of rows: each row is counted under exactly one. */
export const rowOutcomes = {
  'order-line': 'sold: a line of an order',
  'order-charge': 'postage, fee, discount or the like: a charge of an order',
  'return-to-order': 'came back: returned to the order that it was bought with, and refunded',
  'return-split': 'came back: returned in part to orders that it was bought with, the rest credited',
  'return-customer-credit': 'came back: credited to its customer, no order found that it could be from',
  'return-guest-credit': 'came back: credited to a guest, whose order is not known',
  'charge-credited': 'postage, fee, discount or the like on a credit note',
  'account-adjusted': 'an account was adjusted',
  'stock-written-off': 'no price: pieces taken from stock, the description is the reason',
  'stock-found': 'no price: pieces added to stock, the description is the reason',
  'stock-given-free': 'no price, names a customer: given away from stock',
  'void-charge': 'charge of no price, nothing to record',
} as const;
export type RowOutcome = keyof typeof rowOutcomes;
