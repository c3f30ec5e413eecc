import type { Seller } from '@storefold/contracts';
import { ContainerModule } from 'inversify';
import type { CommandSideConfig } from '../configuration.js';
import { BillReader } from '../invoices/bill-reader.js';
import { Buyers } from '../invoices/buyers.js';
import { InvoiceKeys } from '../invoices/invoice-keys.js';
import { RegisterHandlers } from '../invoices/register-handlers.js';
import { CardKeeping } from '../processes/card-keeping.js';
import { CheckoutSweep } from '../processes/checkout-sweep.js';
import { dueTimers } from '../processes/due-timers.js';
import { processRoutes } from '../processes/process-routes.js';
import { Invoicing } from '../processes/invoicing.js';
import { StockKeeping } from '../processes/stock-keeping.js';
import { T } from './tokens.js';

const sellerOf = (config: CommandSideConfig, shopName: string): Seller => ({
  name: config.SELLER_NAME ?? shopName,
  address: config.SELLER_ADDRESS,
  ...(config.SELLER_TAX_NUMBER === '' ? {} : { taxNumber: config.SELLER_TAX_NUMBER }),
});

export const processesModule = new ContainerModule(({ bind }) => {
  bind(T.StockKeeping)
    .toResolvedValue(
      (inventory, orders, payments, cards, clock, discounts, timers) =>
        new StockKeeping(
          inventory,
          orders,
          clock,
          cards.payments && new CardKeeping(cards.payments, payments, orders, clock, timers),
          discounts,
        ),
      [T.Inventory, T.Orders, T.Payments, T.Cards, T.Clock, T.Discounts, T.Timers],
    )
    .inSingletonScope();
  bind(T.Routes).toResolvedValue(processRoutes, [T.ProcessDesk, T.Shop, T.Clock]);
  bind(T.InvoiceKeys)
    .toResolvedValue(
      (keys, shop, config) => new InvoiceKeys(keys, shop.timeZone, config.INVOICE_YEARS),
      [T.Keys, T.Shop, T.Config],
    )
    .inSingletonScope();
  bind(T.Invoicing)
    .toResolvedValue(
      (streams, keys, invoiceKeys, shop, config, clock) =>
        new Invoicing({
          bills: new BillReader(streams),
          registers: new RegisterHandlers(streams),
          buyers: new Buyers(keys, invoiceKeys),
          seller: sellerOf(config, shop.name),
          ...{ timeZone: shop.timeZone, clock },
        }),
      [T.Streams, T.Keys, T.InvoiceKeys, T.Shop, T.Config, T.Clock],
    )
    .inSingletonScope();
  bind(T.CheckoutSweep)
    .toResolvedValue(
      (timers, checkouts, prices, carts, clock) =>
        new CheckoutSweep(timers, dueTimers({ checkouts, prices, carts, clock }), clock),
      [T.Timers, T.StockKeeping, T.PriceChanges, T.CartWatching, T.Clock],
    )
    .inSingletonScope();
});
