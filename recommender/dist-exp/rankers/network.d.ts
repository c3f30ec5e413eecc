import { type Random } from '../features/random.js';
import { type FlatNetwork } from './flat-network.js';
import type { Linear } from './linear.js';
import type { List } from './lists.js';
import { type ListGradient } from './softmax.js';
/** How a network is fitted: `rate` is divided by the number of the epoch, from 1. */
export type Fitting = {
    readonly epochs: number;
    readonly rate: number;
    readonly gradient?: ListGradient;
};
/**
 * Fits a brain.js network listwise, beginning as the linear ranker.
 *
 * @param onEpoch called after each epoch with the network as it is; answers whether to go on
 */
export declare const fitNetwork: (lists: readonly List[], linear: Linear, options: Fitting, random: Random, onEpoch?: (network: FlatNetwork, epoch: number) => boolean) => FlatNetwork;
/** A warm start: goes on from a network that was fitted before. */
export declare const refitNetwork: ({ weights }: FlatNetwork, lists: readonly List[], options: Fitting, random: Random) => FlatNetwork;
//# sourceMappingURL=network.d.ts.map