import { streamName, type Recorded } from '@storefold/contracts';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { billOf, type Bill } from './bill.js';

/** Reads what an order's history asks to be invoiced and credited. */
export class BillReader {
  readonly #store: StreamRuntime['store'];

  constructor(runtime: StreamRuntime) {
    this.#store = runtime.store;
  }

  /**
   * The bill of an order as it was at a position of the log. Two streams are not read in one moment: only of a position that
   * has been seen is it certain that both were read up to it.
   *
   * @throws Unavailable when the store does not answer
   */
  async at(orderId: string, position: bigint): Promise<Bill> {
    const events: Recorded[] = [];
    const take = (event: Recorded): void => {
      if (event.position <= position) events.push(event);
    };
    await this.#store.read(streamName('order', orderId), 0n, take);
    await this.#store.read(streamName('payment', orderId), 0n, take);
    return billOf(events);
  }
}
