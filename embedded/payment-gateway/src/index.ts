export { startPaymentGateway, type PaymentGateway, type PaymentGatewayOptions } from './start-payment-gateway.js';
export { signatureOf } from './webhooks/signature.js';
export type { Dials } from './dials.js';
