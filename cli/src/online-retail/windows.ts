import type { InvoicePlan } from './plan.js';

export type WindowsOptions = {
  /** Rows in one window. */
  readonly size: number;
  /** Carries out a window; windows are numbered from 1 and go in turn. */
  readonly carryOut: (plans: readonly InvoicePlan[], number: number) => Promise<void>;
  /** How many commands were answered so far: by it progress within a window is told. */
  readonly settled: () => number;
  readonly onRows: (rows: number) => void;
};

const TELL_EVERY_MS = 500;

const commandsOf = ({ products, order, returns, credit, adjustments, shelf }: InvoicePlan): number =>
  products.length +
  (order ? 1 + (order.ship ? 1 : 0) + (order.payment ? 1 : 0) : 0) +
  returns.reduce((sum, { refund }) => sum + (refund ? 2 : 1), 0) +
  (credit ? 1 : 0) +
  adjustments.length +
  shelf.length;

/** Gathers plans into windows and has them carried out one after another; the next is gathered meanwhile. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #telling: NodeJS.Timeout;
  #plans: InvoicePlan[] = [];
  #rows = 0;
  /** Rows of the windows that are done. */
  #rowsDone = 0;
  #underWay: Promise<void> = Promise.resolve();
  #current: { readonly rows: number; readonly commands: number; readonly from: number } | undefined;
  count = 0;

  constructor(options: WindowsOptions) {
    this.#options = options;
    this.#telling = setInterval(() => {
      this.#tell();
    }, TELL_EVERY_MS);
  }

  async add(plan: InvoicePlan): Promise<void> {
    this.#plans.push(plan);
    this.#rows += plan.outcomes.length;
    if (this.#rows >= this.#options.size) await this.#close();
  }

  /** @throws what carrying out threw */
  async end(): Promise<void> {
    await this.#close();
    await this.#underWay;
  }

  /** Nothing is told after this. */
  close(): void {
    clearInterval(this.#telling);
  }

  async #close(): Promise<void> {
    // Never more than two are held: one under way, one being gathered.
    await this.#underWay;
    const [plans, rows] = [this.#plans, this.#rows];
    this.#plans = [];
    this.#rows = 0;
    this.#underWay = this.#carryOut(plans, rows, ++this.count);
    // Looked at by the next `await`; until then a failure is not "unhandled".
    this.#underWay.catch(() => undefined);
  }

  async #carryOut(plans: readonly InvoicePlan[], rows: number, number: number): Promise<void> {
    const commands = plans.reduce((sum, plan) => sum + commandsOf(plan), 0);
    this.#current = { rows, commands, from: this.#options.settled() };
    await this.#options.carryOut(plans, number);
    this.#current = undefined;
    this.#rowsDone += rows;
    this.#tell();
  }

  #tell(): void {
    const { settled, onRows } = this.#options;
    if (!this.#current) {
      onRows(this.#rowsDone);
      return;
    }
    const { rows, commands, from } = this.#current;
    // A command may make two events; never tell more than there is.
    onRows(this.#rowsDone + Math.min(rows, Math.floor((rows * (settled() - from)) / Math.max(commands, 1))));
  }
}
