/** What a shopper is told; where the bank gives no reason that they could act on, no more than that. */
const sentences: Readonly<Record<string, string>> = {
  insufficient_funds: 'There is not enough money on this card. Try another one.',
  expired_card: 'This card has run out. Try another one.',
  incorrect_cvc: 'The security code is not that of this card. Enter the card once more.',
  invalid_expiry_month: 'The card does not run until that month. Enter the card once more.',
  invalid_expiry_year: 'The card does not run until that year. Enter the card once more.',
  incorrect_number: 'There is no such card number. Enter the card once more.',
  processing_error: 'The bank could not answer. Try again in a moment; nothing was charged.',
  card_velocity_exceeded: 'This card was used too often today. Try another one.',
  authentication_required: 'Your bank wants you to approve this. Try again, and follow its page.',
  payment_intent_authentication_failure: 'The payment was not approved at your bank. Try again, or use another card.',
  amount_too_small: 'The sum is too small to be paid by card. Choose another way to pay.',
  amount_too_large: 'The sum is too large to be paid by card. Choose another way to pay.',
  resource_missing: 'The card was not recognised. Enter it once more.',
};

/**
 * Why a card was declined, for the person who holds it. A card that was reported lost or stolen is told as any other: whoever
 * holds it may not be its owner.
 *
 * @param code the gateway's code, such as `card_declined`
 * @param declineCode the bank's own reason, such as `insufficient_funds`
 */
export const sayDecline = (code: string, declineCode: string | undefined): string =>
  sentences[declineCode ?? code] ??
  sentences[code] ??
  'The bank declined this card. Try another one; nothing was charged.';
