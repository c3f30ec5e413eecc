import type { EventStoreDBClient } from '@eventstore/db-client';
import { eventStoreStreams } from '../streams/event-store-streams.js';
import { createStreamRuntime, type StreamRuntimeOptions } from '../streams/stream-runtime.js';
import { compose } from './compose.js';
import { T } from './tokens.js';

export type CommandHandlersOptions = Omit<StreamRuntimeOptions, 'store'> & {
  readonly eventStore: EventStoreDBClient;
};

/**
 * The commands of the shop for a caller in the same process, such as an importer: the very handlers that stand behind
 * the HTTP routes. Each takes a command and its context and answers an `Outcome`; a surprise (store away, too many
 * waiting) rejects with `Unavailable`, and the same command may be given again.
 *
 * Commands of one stream are carried out in the order they are given, as many as wait in one append; those of different
 * streams go side by side. Give thousands before awaiting them: that is what makes large appends.
 */
export const createCommandHandlers = ({ eventStore, ...options }: CommandHandlersOptions) => {
  const container = compose([]);
  container.bind(T.Streams).toConstantValue(createStreamRuntime({ ...options, store: eventStoreStreams(eventStore) }));
  const [inventory, orders, payments] = [
    container.get(T.Inventory),
    container.get(T.Orders),
    container.get(T.Payments),
  ];
  return {
    defineProduct: inventory.defineProduct,
    changePrice: inventory.changePrice,
    updateStock: inventory.updateStock,
    reserveStock: inventory.reserveStock,
    releaseStock: inventory.releaseStock,
    commitStock: inventory.commitStock,
    expireReservations: inventory.expireReservations,
    setLowStockThreshold: inventory.setLowStockThreshold,
    shipStock: inventory.shipStock,
    returnStock: inventory.returnStock,
    placeOrder: orders.placeOrder,
    confirmOrder: orders.confirmOrder,
    shipItems: orders.shipItems,
    cancelOrder: orders.cancelOrder,
    returnItems: orders.returnItems,
    processPayment: payments.processPayment,
    refundPayment: payments.refundPayment,
    issueCredit: payments.issueCredit,
    adjustAccount: payments.adjustAccount,
  };
};

export type CommandHandlers = ReturnType<typeof createCommandHandlers>;
