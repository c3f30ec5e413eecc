import type { DataOf } from '@storefold/contracts';
/** A small model as bytes; another seed gives another one. */
export declare const modelOfSpec: (seed: number) => Uint8Array;
/** What the log says of a model that was trained. */
export declare const trainedOfSpec: (modelId: string, trainingId: string) => DataOf<"ModelTrained">;
//# sourceMappingURL=models-of-spec.d.ts.map