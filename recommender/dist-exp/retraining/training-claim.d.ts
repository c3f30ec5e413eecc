import type { Logger } from '@storefold/platform';
export type ClaimParts = {
    readonly leaseMs: number;
    /** Milliseconds since 1970 at which the claim began. */
    readonly startedMs: number;
    /** Milliseconds that never go back: a wall clock that jumps neither loses the claim nor keeps it for ever. */
    readonly elapsed: () => number;
    /** Tells that the training goes on until a moment (ISO 8601) at least. @returns whether the claim still stands */
    readonly tell: (until: string) => Promise<boolean>;
    /** The claim is another's by now. */
    readonly lost: () => void;
    readonly logger: Logger;
};
/** Keeps a training claimed while whoever trains is alive: who dies is not waited for longer than a lease. @returns ends it */
export declare const keepClaim: ({ leaseMs, startedMs, elapsed, tell, lost, logger }: ClaimParts) => (() => Promise<void>);
//# sourceMappingURL=training-claim.d.ts.map