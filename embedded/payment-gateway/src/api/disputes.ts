import type { z } from 'zod';
import type { Charge, Dispute } from '../objects.js';
import { invalid } from './api-error.js';
import type { Desk } from './books.js';
import { mergedMetadata, type disputeUpdate } from './parameters.js';

const ANSWER_WITHIN_S = 7 * 24 * 60 * 60;

const openStates: readonly string[] = ['needs_response', 'warning_needs_response', 'under_review'];

/** The bank takes the money back on its customer's word, or asks first (an inquiry). */
export const openDispute = (desk: Desk, charge: Charge): void => {
  const { dispute: says } = desk.books.behaviourOf(charge.payment_method);
  if (!says || charge.disputed) return;
  const inquiry = says.inquiry === true;
  const dispute: Dispute = {
    id: desk.newId('du_'),
    object: 'dispute',
    amount: charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: desk.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: desk.now + ANSWER_WITHIN_S,
      enhanced_eligibility: {},
      ...{ has_evidence: false, past_due: false, submission_count: 0, submission_method: null },
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: says.reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
  if (dispute.amount <= 0) return;
  desk.books.put(dispute);
  // An inquiry takes no money, and the charge can still be refunded.
  if (!inquiry) desk.books.put({ ...charge, disputed: true });
  desk.books.tell('charge.dispute.created', dispute);
  if (!inquiry) desk.books.tell('charge.dispute.funds_withdrawn', dispute);
};

const close = (desk: Desk, dispute: Dispute, status: 'won' | 'lost' | 'warning_closed'): Dispute => {
  const closed: Dispute = { ...dispute, status };
  desk.books.put(closed);
  desk.books.tell('charge.dispute.closed', closed);
  if (status === 'won') {
    const charge = desk.books.find('charge', dispute.charge);
    if (charge) desk.books.put({ ...charge, disputed: false });
    desk.books.tell('charge.dispute.funds_reinstated', closed);
  }
  return closed;
};

const checkOpen = (dispute: Dispute): void => {
  if (!openStates.includes(dispute.status))
    throw invalid(`This dispute is already closed (${dispute.status}).`, { code: 'dispute_already_closed' });
};

/** Answers a dispute. As in Stripe's test mode the text `winning_evidence` wins it, `losing_evidence` loses it. */
export const updateDispute = (desk: Desk, dispute: Dispute, given: z.infer<typeof disputeUpdate>): Dispute => {
  checkOpen(dispute);
  const evidence = { ...dispute.evidence, ...given.evidence };
  const submits = given.submit !== false && given.evidence !== undefined;
  const updated: Dispute = {
    ...dispute,
    evidence,
    metadata: mergedMetadata(dispute.metadata, given.metadata),
    ...(submits ? { status: 'under_review' as const } : {}),
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: Object.keys(evidence).length > 0,
      submission_count: dispute.evidence_details.submission_count + (submits ? 1 : 0),
    },
  };
  desk.books.put(updated);
  desk.books.tell('charge.dispute.updated', updated);
  const said = evidence['uncategorized_text'];
  if (submits && said === 'winning_evidence') return close(desk, updated, 'won');
  if (submits && said === 'losing_evidence') return close(desk, updated, 'lost');
  return updated;
};

/** Gives a dispute up. */
export const closeDispute = (desk: Desk, dispute: Dispute): Dispute => {
  checkOpen(dispute);
  return close(desk, dispute, dispute.status.startsWith('warning') ? 'warning_closed' : 'lost');
};
