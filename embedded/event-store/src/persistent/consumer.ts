import type { Message } from './message.js';
import { ResponseTimes } from './response-times.js';

/** One who reads from a group, as the group sees it. */
export class Consumer {
  readonly bufferSize: number;
  /** Messages that it was given and has not answered, by id. */
  readonly held = new Map<string, Message>();
  readonly times: ResponseTimes | undefined;
  /** Its connection takes no more for now: it does not read what was sent. */
  blocked = false;
  /** Messages that it was ever given. */
  total = 0;

  /** @param bufferSize messages that it may hold at once, at least 1 */
  constructor(bufferSize: number, measured: boolean) {
    this.bufferSize = bufferSize;
    this.times = measured ? new ResponseTimes() : undefined;
  }

  get slots(): number {
    return this.bufferSize - this.held.size;
  }

  get free(): boolean {
    return !this.blocked && this.slots > 0;
  }
}
