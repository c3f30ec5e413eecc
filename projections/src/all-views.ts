import { anyView, type AnyView } from './engine/view.js';
import { familiesView } from './products/families-view.js';
import { invoicesView } from './invoices/invoices-view.js';
import { logHoursView } from './log-hours/log-hours-view.js';
import { ordersView } from './orders/orders-view.js';
import { paymentsView } from './payments/payments-view.js';
import { productsView } from './products/products-view.js';
import { salesByCountry, salesByCustomer, salesByDay, salesByProduct, type ShopCalendar } from './sales/sales-views.js';
import { stockView } from './stock/stock-view.js';
import { tracesView } from './traces/traces-view.js';

/** Every read model of the shop. Adding one is a folder and a line here. */
export const allViews = (shop: ShopCalendar): readonly AnyView[] => [
  anyView(productsView),
  anyView(familiesView),
  anyView(stockView),
  anyView(ordersView(shop)),
  anyView(paymentsView),
  anyView(invoicesView),
  anyView(salesByDay(shop)),
  anyView(salesByCountry(shop)),
  anyView(salesByProduct(shop)),
  anyView(salesByCustomer(shop)),
  anyView(tracesView),
  anyView(logHoursView),
];
