import { ConnectionLost, StoreError } from '../errors.js';
import type { Doc } from '../bson/types.js';
import { labelsOfConcern } from '../transactions/labels.js';
import type { Request } from '../wire/message.js';
import type { Reply } from '../wire/reply.js';

/** What of a command decides whether it is hit. */
type Hit = { request: Request; connectionId: number };

/*
 * Faults on request, for suites that test what a client does about them:
 * https://github.com/mongodb/mongo/wiki/The-failCommand-fail-point
 */

export type FailCommand = {
  commands: readonly string[];
  appName: string | undefined;
  errorCode: number | undefined;
  errorLabels: readonly string[] | undefined;
  writeConcernError: Doc | undefined;
  closeConnection: boolean;
  blockMs: number;
};

/** What becomes of a retryable write: it is lost before its commit with this error, or its answer is lost after it. */
export type FailWrite = { failBeforeCommit: number | undefined; closeConnection: boolean };

/** Something that happens `times` times after it was let pass `skip` times. */
class Trigger<Fault> {
  #fault: Fault | undefined;
  #skip = 0;
  #times = 0;

  set(fault: Fault | undefined, skip: number, times: number): void {
    this.#fault = fault;
    this.#skip = skip;
    this.#times = times;
  }

  get armed(): Fault | undefined {
    return this.#fault;
  }

  /** Counts one occasion: the fault where this is one of those that it hits. */
  take(): Fault | undefined {
    const fault = this.#fault;
    if (fault === undefined) return undefined;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return undefined;
    }
    this.#times -= 1;
    if (this.#times <= 0) this.#fault = undefined;
    return fault;
  }
}

/** The fail points of a server that is tested, and the names that the clients of its connections gave themselves. */
export class FailPoints {
  readonly #appNames = new Map<number, string>();
  readonly #failCommand = new Trigger<FailCommand>();
  readonly #failWrite = new Trigger<FailWrite>();

  /** Arms `failCommand`: `skip` commands pass, then `times` are hit. */
  set(failCommand: FailCommand | undefined, skip: number, times: number): void {
    this.#failCommand.set(failCommand, skip, times);
  }

  /** Arms `onPrimaryTransactionalWrite`: `skip` statements of retryable writes pass, then `times` are hit. */
  setWrite(failWrite: FailWrite | undefined, skip: number, times: number): void {
    this.#failWrite.set(failWrite, skip, times);
  }

  /** Counts the statements of a retryable write that is about to be carried out, up to the first that is hit. */
  hitWrite(statements: number): FailWrite | undefined {
    for (let n = 0; n < statements; n += 1) {
      const fault = this.#failWrite.take();
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  named(connectionId: number, appName: string): void {
    this.#appNames.set(connectionId, appName);
  }

  gone(connectionId: number): void {
    this.#appNames.delete(connectionId);
  }

  /** Runs a command, or fails it as the fail point says. Throws ConnectionLost where it is to close the connection. */
  async run(call: Hit, work: () => Promise<Reply>): Promise<Reply> {
    const fault = this.#hit(call);
    if (fault === undefined) return work();
    if (fault.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, fault.blockMs));
    if (fault.closeConnection) throw new ConnectionLost();
    if (fault.errorCode !== undefined) {
      const error = new StoreError(fault.errorCode, "Failing command via 'failCommand' failpoint");
      error.labels = fault.errorLabels;
      throw error;
    }
    const reply = await work();
    if (fault.writeConcernError !== undefined) {
      reply.fields.set('writeConcernError', fault.writeConcernError);
      const code = fault.writeConcernError.get('code');
      const labels = fault.errorLabels ?? labelsOfConcern(call.request, { code: typeof code === 'number' ? code : 0 });
      if (labels.length > 0) reply.fields.set('errorLabels', [...labels]);
    }
    return reply;
  }

  #hit({ request, connectionId }: Hit): FailCommand | undefined {
    const fault = this.#failCommand.armed;
    if (fault?.commands.includes(request.name) !== true) return undefined;
    if (fault.appName !== undefined && this.#appNames.get(connectionId) !== fault.appName) return undefined;
    return this.#failCommand.take();
  }
}
