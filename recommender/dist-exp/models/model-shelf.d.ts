import type { TrainedModel } from '../training/trained-model.js';
/** The name of a model: the SHA-256 of its file. */
export declare const modelIdOf: (bytes: Uint8Array) => string;
/** A folder of model files, each named by the SHA-256 of what it holds: a file under a wrong name is told from a good one. */
export declare class ModelShelf {
    #private;
    /** @param kept files that stay beside those that are needed: the newest. @default 5 */
    constructor(folder: string, kept?: number);
    pathOf(modelId: string): string;
    /** Names of the models that lie here, sorted. */
    list(): readonly string[];
    /** Puts a model on the shelf, whole or not at all. @returns its name */
    put(bytes: Uint8Array): string;
    /** @throws UnusableModel when it is not there, damaged, another than its name says, or of other code */
    bytesOf(modelId: string): Uint8Array;
    /** @throws UnusableModel, as `bytesOf` */
    read(modelId: string): TrainedModel;
    /**
     * Takes away all but the needed, the newest others and those of the last hour, and what killed writers left.
     *
     * @param forbidden models that must go although they are new: they know a customer who is erased
     * @param nowMs milliseconds since 1970
     */
    tidy(needed: readonly string[], forbidden: ReadonlySet<string>, nowMs: number): void;
}
//# sourceMappingURL=model-shelf.d.ts.map