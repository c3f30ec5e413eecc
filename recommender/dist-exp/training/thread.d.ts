export type ThreadMessage<Result> = {
    readonly kind: 'progress';
    readonly what: string;
} | {
    readonly kind: 'done';
    readonly result: Result;
} | {
    readonly kind: 'failed';
    readonly message: string;
};
export type ThreadLimits = {
    readonly timeoutMs: number;
    /** Memory of the thread's objects; its columns come on top. */
    readonly memoryMb: number;
    readonly signal?: AbortSignal | undefined;
};
/** A training that did not end with a model: the old one serves on. */
export declare class TrainingFailed extends Error {
    readonly name = "TrainingFailed";
}
/**
 * Runs a script of this package in a thread of its own, within limits. It tells how far it is and ends with one result.
 *
 * @param data what the script is given: what can be cloned
 * @throws TrainingFailed when it runs out of time or memory, is stopped, or says that it failed
 */
export declare const inThread: <Result>(script: URL, data: unknown, { timeoutMs, memoryMb, signal }: ThreadLimits, onProgress?: (what: string) => void) => Promise<Result>;
//# sourceMappingURL=thread.d.ts.map