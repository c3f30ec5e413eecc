import { ConnectionLost, StoreError } from '../errors.js';
import type { Doc } from '../bson/types.js';
import { labelsOf } from '../transactions/labels.js';
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

/** The fail points of a server that is tested, and the names that the clients of its connections gave themselves. */
export class FailPoints {
  readonly #appNames = new Map<number, string>();
  #failCommand: FailCommand | undefined;
  /** How many commands pass first, and how many are hit after them. */
  #skip = 0;
  #times = 0;

  /** Arms the fail point: `skip` commands pass, then `times` are hit. */
  set(failCommand: FailCommand | undefined, skip: number, times: number): void {
    this.#failCommand = failCommand;
    this.#skip = skip;
    this.#times = times;
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
      const labels = fault.errorLabels ?? labelsOf(call.request, { code: typeof code === 'number' ? code : 0 });
      if (labels.length > 0) reply.fields.set('errorLabels', [...labels]);
    }
    return reply;
  }

  #hit({ request, connectionId }: Hit): FailCommand | undefined {
    const fault = this.#failCommand;
    if (fault?.commands.includes(request.name) !== true) return undefined;
    if (fault.appName !== undefined && this.#appNames.get(connectionId) !== fault.appName) return undefined;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return undefined;
    }
    this.#times -= 1;
    if (this.#times <= 0) this.#failCommand = undefined;
    return fault;
  }
}
