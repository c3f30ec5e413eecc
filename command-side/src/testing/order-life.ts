import type { Recorded, ShopEvent } from '@storefold/contracts';
import type { Decider } from '../decider.js';
import { orderDecider, type OrderCommand } from '../orders/order-decider.js';
import { noOrder, type OrderState } from '../orders/order-state.js';
import { orderDue, type OrderDue } from '../payments/order-due.js';
import { paymentDecider, type PaymentCommand } from '../payments/payment-decider.js';
import { unpaid, type PaymentState } from '../payments/payment-state.js';

const START = Date.UTC(2026, 10, 26, 12);
const MINUTE = 60_000;
type WithoutDue<Command> = Command extends { readonly due: OrderDue } ? Omit<Command, 'due'> : Command;

/** The life of one order and of its payment, as their deciders let it be: each event recorded where it stands in the log. */
export class OrderLife {
  readonly events: Recorded[] = [];
  readonly orderId = 'o1';
  order: OrderState = noOrder;
  payment: PaymentState = unpaid;
  #due: OrderDue = { kind: 'no-order' };

  /** A minute after whatever happened before. @returns whether it was accepted */
  does(command: OrderCommand): boolean {
    return this.#take('order', orderDecider, command, this.order);
  }

  pays(command: WithoutDue<PaymentCommand>): boolean {
    // The order as it stands is what every such command lacks.
    return this.#take('payment', paymentDecider, { ...command, due: this.#due } as PaymentCommand, this.payment);
  }

  /** What stands in the log, whoever decided it. */
  happens(kind: 'order' | 'payment', event: ShopEvent, metadata: Partial<Recorded['metadata']> = {}): void {
    const index = this.events.length;
    this.events.push({
      ...event,
      ...{ eventId: `e${index.toString()}`, streamId: `${kind}-${this.orderId}`, position: BigInt(100 * (index + 1)) },
      revision: BigInt(this.events.filter(({ streamId }) => streamId.startsWith(kind)).length),
      recordedAt: new Date(START + index * MINUTE).toISOString(),
      metadata: {
        ...{ $correlationId: 'story', $causationId: 'story', commandId: `c${index.toString()}` },
        ...{ actor: { kind: 'staff', id: 'ann' }, origin: 'live', schemaVersion: 1 },
        occurredAt: new Date(START + index * MINUTE).toISOString(),
        ...metadata,
      },
    });
    this.order = orderDecider.evolve(this.order, event);
    this.payment = paymentDecider.evolve(this.payment, event);
    this.#due = orderDue.evolve(this.#due, event);
  }

  #take<State, Command>(
    kind: 'order' | 'payment',
    decider: Decider<State, Command, ShopEvent, string>,
    command: Command,
    state: State,
  ): boolean {
    const decision = decider.decide(command, state);
    if ('refused' in decision) return false;
    for (const event of decision.events) this.happens(kind, event);
    return true;
  }
}
