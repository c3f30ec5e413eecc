/** Asks again until there is an answer, or a time has passed that only a fault can take. @default withinMs ten seconds */
export declare const until: <Value>(what: string, look: () => Promise<Value | undefined>, withinMs?: number) => Promise<Value>;
//# sourceMappingURL=until.d.ts.map