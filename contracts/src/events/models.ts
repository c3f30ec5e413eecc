import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant } from '../ids.js';
import { recordedText } from '../text.js';

/** SHA-256 of a model file, in hexadecimal: the name of a model of the recommender. */
export const modelId = z.string().regex(/^[0-9a-f]{64}$/, 'a model is named by the SHA-256 of its file: 64 hex digits');

/** Why a model was trained. */
export const trainingCause = z.enum(['first', 'schedule', 'orders', 'drift', 'erasure', 'asked']);
export type TrainingCause = z.infer<typeof trainingCause>;

const reason = recordedText(1, 1_000);
/** NDCG@10, from 0 to 1: `all` counts repeats, `new` leaves out what a customer had. */
const byMode = z.object({ all: z.number(), new: z.number() });
/** Challenger minus champion, with its paired 95 % interval over users. */
const difference = z.object({ low: z.number(), mean: z.number(), high: z.number() });

/** Somebody trains, and says so again before a moment: nobody else begins before it. */
export const modelTrainingStarted = defineEvent(
  'ModelTrainingStarted',
  1,
  z.object({ trainingId: entityId, cause: trainingCause, startedAt: instant, until: instant }),
);

/** Whoever trains is alive, and says so again before a moment. A training of which nothing is heard until then is lost. */
export const modelTrainingWentOn = defineEvent(
  'ModelTrainingWentOn',
  1,
  z.object({ trainingId: entityId, until: instant }),
);

/** A training ended without a model; the champion serves on. */
export const modelTrainingFailed = defineEvent(
  'ModelTrainingFailed',
  1,
  z.object({ trainingId: entityId, reason, failedAt: instant }),
);

/** A model was trained and lies on the shelf; it serves when it was judged, see below. The same log, position, seed, code and erased customers give the same model. */
export const modelTrained = defineEvent(
  'ModelTrained',
  1,
  z.object({
    modelId,
    trainingId: entityId,
    cause: trainingCause,
    logId: z.string().min(1).max(200),
    /** How far the log was read. */
    position: z.string().regex(/^\d{1,20}$/),
    seed: z.int(),
    codeVersion: z.string().min(1).max(40),
    /** SHA-256 over the ids of erased customers, who are not in it. */
    erased: z.string().regex(/^[0-9a-f]{64}$/),
    /** The model whose rankers this one went on from, for a short while (a warm start). @default it was fitted from nothing */
    warmFrom: modelId.optional(),
    orders: z.int().min(0),
    products: z.int().min(0),
    bytes: z.int().min(0),
    /** On the newest window, with rankers of the older ones. */
    ndcg10: byMode,
    /** What it would have answered beside the champion before it was judged: answers compared, and how much of them was the same. */
    shadow: z.object({ answers: z.int().min(0), agreement: z.number().min(0).max(1) }).optional(),
    trainedAt: instant,
  }),
);

/** How a challenger and the champion foretold orders that came after both were trained. */
export const challengerComparedWithChampion = defineEvent(
  'ChallengerComparedWithChampion',
  1,
  z.object({
    modelId,
    championId: modelId,
    /** The orders from the first moment up to the second were foretold. */
    from: instant,
    to: instant,
    users: z.int().min(0),
    champion: byMode,
    challenger: byMode,
    difference: z.object({ all: difference, new: difference }),
  }),
);

/** A model serves from here on. */
export const modelPromoted = defineEvent(
  'ModelPromoted',
  1,
  z.object({ modelId, replacedId: modelId.nullable(), reason }),
);

/** A challenger does not serve, and why. */
export const modelRefused = defineEvent('ModelRefused', 1, z.object({ modelId, championId: modelId, reason }));

/** The champion was taken back: the one before it serves again. */
export const modelRolledBack = defineEvent('ModelRolledBack', 1, z.object({ modelId, restoredId: modelId, reason }));
