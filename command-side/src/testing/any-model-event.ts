import fc from 'fast-check';
import type { DataOf, ShopEvent } from '@storefold/contracts';

const modelId = fc.constantFrom('a'.repeat(64), 'b'.repeat(64));
const trainingId = fc.constantFrom('a', 'b');
const at = fc.integer({ min: 0, max: 100_000 }).map((ms) => new Date(1.8e12 + ms).toISOString());
const reason = fc.constant('why not');
const cause = fc.constantFrom('first' as const, 'orders' as const, 'erasure' as const);
const figure = fc.double({ min: 0, max: 1, noNaN: true });
const byMode = fc.record({ all: figure, new: figure });
const interval = fc.record({ low: figure, mean: figure, high: figure });

const event = <const Type extends ShopEvent['type']>(type: Type, data: fc.Arbitrary<DataOf<Type>>) =>
  data.map((made) => ({ type, data: made }));

/** Any event of the recommender's models. */
export const modelEvents = [
  event('ModelTrainingStarted', fc.record({ trainingId, cause, startedAt: at, until: at })),
  event('ModelTrainingWentOn', fc.record({ trainingId, until: at })),
  event('ModelTrainingFailed', fc.record({ trainingId, reason, failedAt: at })),
  event(
    'ModelTrained',
    fc.record({
      ...{ modelId, trainingId, cause, trainedAt: at, logId: fc.constant('log'), codeVersion: fc.constant('1') },
      ...{ position: fc.constant('7'), seed: fc.nat(9), erased: fc.constant('e'.repeat(64)), orders: fc.nat(9) },
      ...{ products: fc.nat(9), bytes: fc.nat(9), ndcg10: byMode, warmFrom: fc.option(modelId, { nil: undefined }) },
    }),
  ),
  event(
    'ChallengerComparedWithChampion',
    fc.record({
      ...{ modelId, championId: modelId, from: at, to: at, users: fc.nat(9), champion: byMode, challenger: byMode },
      difference: fc.record({ all: interval, new: interval }),
    }),
  ),
  event('ModelPromoted', fc.record({ modelId, replacedId: fc.option(modelId), reason })),
  event('ModelRefused', fc.record({ modelId, championId: modelId, reason })),
  event('ModelRolledBack', fc.record({ modelId, restoredId: modelId, reason })),
] as const;
