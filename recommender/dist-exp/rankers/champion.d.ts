/** Which ranker serves, by the NDCG@10 of both on the validation window. */
export declare const championOf: ({ linear, network, }: {
    readonly linear: number;
    readonly network: number;
}) => "linear" | "network";
//# sourceMappingURL=champion.d.ts.map