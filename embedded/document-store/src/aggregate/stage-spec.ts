import { StoreError } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import type { Variables } from './expression-types.js';
import type { Collection } from '../storage/collection.js';
import type { Stage } from './stage.js';

/** A stage of a pipeline as it was given, checked for its form. */
export type StageSpec = { name: string; argument: Value };

/** What stages need from outside: other collections, and the making of stages inside of stages. */
export type PipelineContext = {
  database: string;
  find: (database: string, name: string) => Collection | undefined;
  /** What `let` bound for the whole pipeline. */
  variables: Variables;
  makeStages: (specs: readonly StageSpec[], context: PipelineContext) => Stage[];
};

/** Reads the list of stages. */
export function parsePipeline(value: Value): StageSpec[] {
  if (!Array.isArray(value)) throw new StoreError('TypeMismatch', "'pipeline' option must be specified as an array");
  if (value.length > 1_000) throw new StoreError(7_749_501, 'a pipeline may have 1000 stages');
  return value.map((stage) => {
    if (!isDoc(stage)) throw new StoreError('TypeMismatch', 'Each element of the pipeline array must be an object');
    const [entry] = stage.entries();
    if (entry === undefined || stage.size !== 1) {
      throw new StoreError(40_323, 'A pipeline stage specification object must contain exactly one field.');
    }
    return { name: entry[0], argument: entry[1] };
  });
}
