import { z } from 'zod';
import { invalid } from './api-error.js';

// Bodies are forms: everything comes as text.

const text = (most: number) => z.string().max(most);
const wholeNumber = z
  .string()
  .regex(/^-?\d{1,15}$/, 'Invalid integer')
  .transform(Number);
const amount = wholeNumber.refine((value) => value >= 1, 'This value must be greater than or equal to 1.');
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const metadata = z
  .union([z.record(z.string().max(40), text(500)), z.literal('')])
  .refine((given) => given === '' || Object.keys(given).length <= 50, 'You can have up to 50 metadata keys');
const expand = z.array(text(100)).max(20).optional();
const currency = z
  .string()
  .transform((code) => code.toLowerCase())
  .refine((code) => /^[a-z]{3}$/.test(code), 'Invalid currency');
const url = z.url({ protocol: /^https?$/ }).max(2_000);

const address = z.strictObject({
  ...{ city: text(200).optional(), country: text(2).optional(), line1: text(200).optional() },
  ...{ line2: text(200).optional(), postal_code: text(20).optional(), state: text(200).optional() },
});
const billingDetails = z.strictObject({
  address: z.union([address, z.literal('')]).optional(),
  email: text(512).optional(),
  name: text(5_000).optional(),
  phone: text(20).optional(),
});

export const paymentMethodCreation = z.strictObject({
  type: z.literal('card'),
  card: z.union([
    z.strictObject({ token: text(200) }),
    z.strictObject({
      number: text(40),
      exp_month: wholeNumber,
      exp_year: wholeNumber,
      cvc: text(10).optional(),
    }),
  ]),
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  expand,
});
export const paymentMethodUpdate = z.strictObject({
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  expand,
});

const paymentMethodTypes = z.array(z.string()).refine((types) => types.every((type) => type === 'card'), {
  message: 'This gateway takes the payment method type card only.',
});
const automaticPaymentMethods = z.strictObject({
  enabled: flag,
  allow_redirects: z.enum(['always', 'never']).optional(),
});
const cardOptions = z.strictObject({
  card: z
    .strictObject({
      request_three_d_secure: z.enum(['any', 'automatic', 'challenge']).optional(),
      capture_method: z.enum(['manual', '']).optional(),
    })
    .optional(),
});
const described = {
  description: text(1_000).optional(),
  metadata: metadata.optional(),
  receipt_email: z.union([z.email(), z.literal('')]).optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text(200).optional(),
  expand,
};
const confirming = {
  payment_method: text(200).optional(),
  return_url: url.optional(),
  off_session: flag.optional(),
  error_on_requires_action: flag.optional(),
  payment_method_options: cardOptions.optional(),
};

export const intentCreation = z.strictObject({
  amount,
  currency,
  allowed_payment_method_types: paymentMethodTypes.optional(),
  automatic_payment_methods: automaticPaymentMethods.optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  confirm: flag.optional(),
  ...confirming,
  ...described,
});
export type IntentCreation = z.infer<typeof intentCreation>;

export const intentUpdate = z.strictObject({
  amount: amount.optional(),
  currency: currency.optional(),
  payment_method: text(200).optional(),
  allowed_payment_method_types: paymentMethodTypes.optional(),
  ...described,
});
export type IntentUpdate = z.infer<typeof intentUpdate>;

export const intentConfirmation = z.strictObject({
  ...confirming,
  receipt_email: z.email().optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  client_secret: text(200).optional(),
  expand,
});
export type IntentConfirmation = z.infer<typeof intentConfirmation>;

export const intentCapture = z.strictObject({
  amount_to_capture: amount.optional(),
  final_capture: flag.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  expand,
});
export type IntentCapture = z.infer<typeof intentCapture>;

export const intentCancellation = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand,
});

export const refundCreation = z.strictObject({
  payment_intent: text(200).optional(),
  charge: text(200).optional(),
  amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand,
});
export type RefundCreation = z.infer<typeof refundCreation>;
export const metadataUpdate = z.strictObject({ metadata: metadata.optional(), expand });

export const disputeUpdate = z.strictObject({
  evidence: z.record(z.string().max(60), text(20_000)).optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
  expand,
});

export const endpointCreation = z.strictObject({
  url,
  enabled_events: z.array(text(100)).min(1).max(200),
  api_version: text(60).optional(),
  description: text(5_000).optional(),
  metadata: metadata.optional(),
  expand,
});
export const endpointUpdate = z.strictObject({
  url: url.optional(),
  enabled_events: z.array(text(100)).min(1).max(200).optional(),
  description: text(5_000).optional(),
  disabled: flag.optional(),
  metadata: metadata.optional(),
  expand,
});

const moment = z.union([
  wholeNumber,
  z.strictObject({
    ...{ gt: wholeNumber.optional(), gte: wholeNumber.optional() },
    ...{ lt: wholeNumber.optional(), lte: wholeNumber.optional() },
  }),
]);
const page = {
  limit: wholeNumber.refine((value) => value >= 1 && value <= 100, 'This value must be between 1 and 100.').optional(),
  starting_after: text(200).optional(),
  ending_before: text(200).optional(),
  created: moment.optional(),
  expand,
};
export const intentList = z.strictObject(page);
export const ofIntentList = z.strictObject({ ...page, payment_intent: text(200).optional() });
export const refundList = z.strictObject({
  ...page,
  payment_intent: text(200).optional(),
  charge: text(200).optional(),
});
export const eventList = z.strictObject({
  ...page,
  type: text(100).optional(),
  types: z.array(text(100)).max(20).optional(),
});
export type Page = {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: z.infer<typeof moment> | undefined;
};
export const retrieval = z.strictObject({ expand, client_secret: text(200).optional() });
export const nothing = z.strictObject({ expand });

const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('');

/**
 * Reads a request's parameters.
 *
 * @throws ApiError that names the first parameter which is unknown, missing or wrong
 */
export const parameters = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw invalid('The request cannot be read.');
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = nameOf(issue.path);
  if (issue.input === undefined && issue.code === 'invalid_type')
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  throw invalid(`Invalid ${param}: ${issue.message}`, { code: 'parameter_invalid', param });
};

/** Metadata as given, put over what was there: an empty value takes a key away, an empty text all of them. */
export const mergedMetadata = (
  before: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> | '' | undefined,
): Readonly<Record<string, string>> => {
  if (given === undefined) return before;
  if (given === '') return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
};
