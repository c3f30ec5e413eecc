import { funnelView } from './activity/funnel-view.js';
import { recommendationUseView } from './activity/recommendation-use-view.js';
import { cartsView } from './carts/carts-view.js';
import { customerValueView } from './customers/customer-value-view.js';
import { customersView } from './customers/customers-view.js';
import { discountUseView } from './discounts/discount-use-view.js';
import { anyView, type AnyView } from './engine/view.js';
import { familiesView } from './products/families-view.js';
import { invoicesView } from './invoices/invoices-view.js';
import { logHoursView } from './log-hours/log-hours-view.js';
import { messagesView } from './messages/messages-view.js';
import { fulfilmentView } from './orders/fulfilment-view.js';
import { orderTimelinesView } from './orders/order-timelines-view.js';
import { ordersView } from './orders/orders-view.js';
import { paymentsView } from './payments/payments-view.js';
import { productsView } from './products/products-view.js';
import { reconciliationView } from './reconciliation/reconciliation-view.js';
import { returnsView } from './returns/returns-view.js';
import { basketPairsView } from './sales/basket-pairs-view.js';
import {
  salesByChannel,
  salesByCountry,
  salesByCustomer,
  salesByDay,
  salesByHour,
  salesByProduct,
  type ShopCalendar,
} from './sales/sales-views.js';
import { availabilityView } from './stock/availability-view.js';
import { lowStockView } from './stock/low-stock-view.js';
import { stockView } from './stock/stock-view.js';
import { tracesView } from './traces/traces-view.js';

/** Every read model of the shop. Adding one is a folder and a line here. */
export const allViews = (shop: ShopCalendar): readonly AnyView[] => [
  anyView(productsView),
  anyView(familiesView),
  anyView(stockView),
  anyView(ordersView(shop)),
  anyView(paymentsView),
  anyView(reconciliationView),
  anyView(invoicesView),
  anyView(salesByDay(shop)),
  anyView(salesByCountry(shop)),
  anyView(salesByProduct(shop)),
  anyView(salesByCustomer(shop)),
  anyView(salesByHour),
  anyView(salesByChannel(shop)),
  anyView(customerValueView),
  anyView(availabilityView),
  anyView(lowStockView),
  anyView(cartsView),
  anyView(orderTimelinesView),
  anyView(fulfilmentView),
  anyView(returnsView),
  anyView(customersView),
  anyView(messagesView),
  anyView(basketPairsView),
  anyView(funnelView(shop)),
  anyView(discountUseView),
  anyView(recommendationUseView(shop)),
  anyView(tracesView),
  anyView(logHoursView),
];
