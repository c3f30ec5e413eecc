import { ImportStopped } from '../import/import-stopped.js';
import { manyAtATime } from '../import/many-at-a-time.js';
import type { Persist } from '../import/persist.js';
import { contextOf, settle, type Handlers, type Tally } from './commands.js';
import type { InvoicePlan, OrderPlan, ReturnPlan } from './plan.js';

const AT_A_TIME = 128;

type Tools = { readonly handlers: Handlers; readonly tally: Tally; readonly persist: Persist };

/** An order of that number that the shop holds already must be this one. @throws ImportStopped when it is not */
export const sameOrder = (
  plan: OrderPlan['place'],
  held: { readonly totalMinor: number; readonly lines: readonly unknown[] },
): void => {
  const { orderId, lines, charges } = plan.command;
  const total = [...lines, ...charges].reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (held.totalMinor === total && held.lines.length === lines.length) return;
  throw new ImportStopped(
    `the shop holds order ${orderId} already, with ${held.lines.length.toString()} lines where the file has ${lines.length.toString()}; it was filled from another file (the sample?). Import into an empty shop: storefold start --empty --data FOLDER`,
  );
};

const carryOutOrder = async ({ place, ship, payment }: OrderPlan, { handlers, tally }: Tools): Promise<void> => {
  // Given together they are one append of the order's stream.
  const [placed, shipped] = await Promise.all([
    handlers.placeOrder(place.command, contextOf(place)),
    ship && handlers.shipItems(ship.command, contextOf(ship)),
  ]);
  settle(place, placed, tally);
  if (placed.kind === 'accepted' && placed.events.length === 0 && placed.state.status !== 'none')
    sameOrder(place, placed.state.order);
  if (ship && shipped) settle(ship, shipped, tally);
  if (payment) settle(payment, await handlers.processPayment(payment.command, contextOf(payment)), tally);
};

const carryOutReturn = async ({ goods, refund }: ReturnPlan, { handlers, tally }: Tools): Promise<void> => {
  settle(goods, await handlers.returnItems(goods.command, contextOf(goods)), tally);
  if (refund) settle(refund, await handlers.refundPayment(refund.command, contextOf(refund)), tally);
};

/**
 * Carries out what some invoices say of orders and money: all orders, then all that comes back. Returns to one order go
 * in turn, so that its history reads the same after every import.
 */
export const carryOutOrders = async (plans: readonly InvoicePlan[], tools: Tools): Promise<void> => {
  const { handlers, tally, persist } = tools;
  await manyAtATime(plans, AT_A_TIME, async ({ order, credit, adjustments }) => {
    if (order) await persist(() => carryOutOrder(order, tools));
    if (credit)
      await persist(async () => {
        settle(credit, await handlers.issueCredit(credit.command, contextOf(credit)), tally);
      });
    for (const adjustment of adjustments)
      await persist(async () => {
        settle(adjustment, await handlers.adjustAccount(adjustment.command, contextOf(adjustment)), tally);
      });
  });
  const returns = new Map<string, ReturnPlan[]>();
  for (const one of plans.flatMap((plan) => plan.returns)) {
    const ofOrder = returns.get(one.orderId);
    if (ofOrder) ofOrder.push(one);
    else returns.set(one.orderId, [one]);
  }
  await manyAtATime(returns.values(), AT_A_TIME, async (ofOrder) => {
    for (const one of ofOrder) await persist(() => carryOutReturn(one, tools));
  });
};
