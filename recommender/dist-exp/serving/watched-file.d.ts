import type { Logger } from '@storefold/platform';
/** What stands in a file, read again when the file changes. */
export type Watched<Content> = {
    /** Undefined before it could be read for the first time. */
    readonly content: () => Content | undefined;
    /** Looks at once. */
    readonly look: () => void;
    readonly close: () => void;
};
/**
 * Reads a file now and whenever it is another than before. One that is missing or cannot be read is told once, and what
 * was read before stays in force.
 */
export declare const watchFile: <Content>(path: string, read: (path: string) => Content, logger: Logger) => Watched<Content>;
//# sourceMappingURL=watched-file.d.ts.map