import type { DocumentStore, KeyStore, OrderLinks, Route, Sessions, Shop } from '@storefold/platform';
import type { ServiceIdentifier } from 'inversify';
import type { SignIn } from '../access/sign-in.js';
import type { Credentials } from '../access/credentials.js';
import type { StaffHandlers } from '../access/staff-handlers.js';
import type { CartWatching } from '../carts/cart-watching.js';
import type { CartMerging } from '../carts/cart-merging.js';
import type { CartHandlers, CartStreams } from '../carts/cart-handlers.js';
import type { Clock } from '../clock.js';
import type { CommandSideConfig } from '../configuration.js';
import type { FamilyHandlers } from '../inventory/family-handlers.js';
import type { CustomerHandlers } from '../customers/customer-handlers.js';
import type { CustomerSecrets } from '../customers/customer-secrets.js';
import type { Erasure } from '../customers/erasure.js';
import type { CustomerCredentials } from '../customers/customer-credentials.js';
import type { Registration } from '../customers/registration.js';
import type { InvoiceKeys } from '../invoices/invoice-keys.js';
import type { InventoryHandlers } from '../inventory/inventory-handlers.js';
import type { Catalogue } from '../orders/catalogue.js';
import type { Checkout } from '../orders/checkout.js';
import type { OrderHandlers } from '../orders/order-handlers.js';
import type { CardDesk } from '../payments/card-desk.js';
import type { CardGateway } from '../payments/gateway/card-gateway.js';
import type { PaymentHandlers } from '../payments/payment-handlers.js';
import type { ReconciliationHandlers } from '../payments/reconciliation-handlers.js';
import type { DiscountHandlers } from '../pricing/discount-handlers.js';
import type { Quotes } from '../pricing/quotes.js';
import type { SellingCurrencies } from '../pricing/selling-currencies.js';
import type { TermsHandlers } from '../pricing/terms-handlers.js';
import type { Invoicing } from '../processes/invoicing.js';
import type { StockKeeping } from '../processes/stock-keeping.js';
import type { Messenger } from '../messages/messenger.js';
import type { PostOffice } from '../messages/post-office.js';
import type { OwnWords } from '../own-words.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { ProcessDesk } from '../processes/process-desk.js';
import type { CheckoutSweep } from '../processes/checkout-sweep.js';
import type { PriceChanges } from '../inventory/price-changes.js';
import type { ActivityHandlers } from '../activity/activity-handlers.js';
import type { Timers } from '../timers/timers.js';

/** What a container of the command side holds. Written as casts, so that a binding of another type does not compile. */
export const T = {
  Clock: Symbol('Clock') as ServiceIdentifier<Clock>,
  Config: Symbol('Config') as ServiceIdentifier<CommandSideConfig>,
  KeyDatabase: Symbol('KeyDatabase') as ServiceIdentifier<DocumentStore>,
  Keys: Symbol('Keys') as ServiceIdentifier<KeyStore>,
  MasterKey: Symbol('MasterKey') as ServiceIdentifier<Buffer>,
  Sessions: Symbol('Sessions') as ServiceIdentifier<Sessions>,
  Shop: Symbol('Shop') as ServiceIdentifier<Shop>,
  Streams: Symbol('Streams') as ServiceIdentifier<StreamRuntime>,

  Inventory: Symbol('Inventory') as ServiceIdentifier<InventoryHandlers>,
  Families: Symbol('Families') as ServiceIdentifier<FamilyHandlers>,
  Orders: Symbol('Orders') as ServiceIdentifier<OrderHandlers>,
  CartStreams: Symbol('CartStreams') as ServiceIdentifier<CartStreams>,
  CartMerging: Symbol('CartMerging') as ServiceIdentifier<CartMerging>,
  Customers: Symbol('Customers') as ServiceIdentifier<CustomerHandlers>,
  CustomerSecrets: Symbol('CustomerSecrets') as ServiceIdentifier<CustomerSecrets>,
  CustomerCredentials: Symbol('CustomerCredentials') as ServiceIdentifier<CustomerCredentials>,
  Registration: Symbol('Registration') as ServiceIdentifier<Registration>,
  Erasure: Symbol('Erasure') as ServiceIdentifier<Erasure>,
  Carts: Symbol('Carts') as ServiceIdentifier<CartHandlers>,
  Terms: Symbol('Terms') as ServiceIdentifier<TermsHandlers>,
  Discounts: Symbol('Discounts') as ServiceIdentifier<DiscountHandlers>,
  Quotes: Symbol('Quotes') as ServiceIdentifier<Quotes>,
  Catalogue: Symbol('Catalogue') as ServiceIdentifier<Catalogue>,
  Checkout: Symbol('Checkout') as ServiceIdentifier<Checkout>,
  Payments: Symbol('Payments') as ServiceIdentifier<PaymentHandlers>,
  /** What differs from the gateway's books. */
  Books: Symbol('Books') as ServiceIdentifier<ReconciliationHandlers>,
  OrderLinks: Symbol('OrderLinks') as ServiceIdentifier<OrderLinks>,
  Words: Symbol('Words') as ServiceIdentifier<OwnWords>,
  Gateway: Symbol('Gateway') as ServiceIdentifier<{ readonly gateway: CardGateway | undefined }>,
  Cards: Symbol('Cards') as ServiceIdentifier<CardDesk>,
  Credentials: Symbol('Credentials') as ServiceIdentifier<Credentials>,
  SignIn: Symbol('SignIn') as ServiceIdentifier<SignIn>,
  Staff: Symbol('Staff') as ServiceIdentifier<StaffHandlers>,
  StockKeeping: Symbol('StockKeeping') as ServiceIdentifier<StockKeeping>,
  CheckoutSweep: Symbol('CheckoutSweep') as ServiceIdentifier<CheckoutSweep>,
  Activity: Symbol('Activity') as ServiceIdentifier<ActivityHandlers>,
  ProcessDesk: Symbol('ProcessDesk') as ServiceIdentifier<ProcessDesk>,
  EventStore: Symbol('EventStore') as ServiceIdentifier<EventStoreDBClient>,
  CartWatching: Symbol('CartWatching') as ServiceIdentifier<CartWatching>,
  Currencies: Symbol('Currencies') as ServiceIdentifier<SellingCurrencies>,
  PriceChanges: Symbol('PriceChanges') as ServiceIdentifier<PriceChanges>,
  InvoiceKeys: Symbol('InvoiceKeys') as ServiceIdentifier<InvoiceKeys>,
  Invoicing: Symbol('Invoicing') as ServiceIdentifier<Invoicing>,
  Timers: Symbol('Timers') as ServiceIdentifier<Timers>,

  /** Undefined in a shop without a mail server. */
  Post: Symbol('Post') as ServiceIdentifier<{ readonly post: PostOffice | undefined }>,
  Messenger: Symbol('Messenger') as ServiceIdentifier<Messenger | undefined>,

  /** One binding per context that is hosted. */
  Routes: Symbol('Routes') as ServiceIdentifier<readonly Route[]>,
} as const;
