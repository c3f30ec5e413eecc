import { type TrainedModel } from './trained-model.js';
/** A model file that cannot be used; the message says why and what to do. */
export declare class UnusableModel extends Error {
    readonly name = "UnusableModel";
}
/** A model as bytes: equal models give equal bytes. @param itemTexts titles, from which words are read again */
export declare const encodeModel: (model: TrainedModel, itemTexts: readonly string[]) => Uint8Array;
/**
 * Reads a model.
 *
 * @throws UnusableModel when it is damaged, no model, or of other code
 */
export declare const decodeModel: (bytes: Uint8Array) => TrainedModel;
/** Writes beside and renames: whoever is killed while writing leaves the old file as it was. */
export declare const writeModelFile: (path: string, bytes: Uint8Array, beside?: string) => void;
/** @throws UnusableModel, naming the file */
export declare const readModelFile: (path: string) => TrainedModel;
//# sourceMappingURL=model-file.d.ts.map