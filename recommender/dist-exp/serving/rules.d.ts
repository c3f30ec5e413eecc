export type Rules = {
    readonly isBlocked: (sku: string) => boolean;
    /** What is added to how well a product suits, which is 0 to 1. */
    readonly boostOf: (sku: string) => number;
};
export declare const noRules: Rules;
/** @throws Error that names the file and what is wrong in it */
export declare const readRules: (path: string) => Rules;
//# sourceMappingURL=rules.d.ts.map