type Running = {
    readonly port: number;
};
/** What specs ask of a recommender that runs. @param keyFile where the key of its sessions lies */
export declare const askingRecommender: (keyFile: () => string) => {
    status: (recommender: Running) => Promise<{
        [x: string]: unknown;
        waitsFor: string | null;
        champion: string | null;
        failures: number;
        status?: string | undefined;
    }>;
    post: (recommender: Running, path: string, body: unknown) => Promise<{
        status: number;
        body: unknown;
    }>;
    metricsOf: (recommender: Running) => Promise<string>;
    /** The model that answers, by its name; undefined where none does. */
    servedBy: (recommender: Running) => Promise<unknown>;
};
export {};
//# sourceMappingURL=asking-recommender.d.ts.map