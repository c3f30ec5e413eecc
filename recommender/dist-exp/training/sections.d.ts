/** A column of a model file. */
export type Section = Int32Array | Float32Array;
/** What stands in the head of a file for each column. */
export type SectionHead = {
    readonly name: string;
    readonly kind: 'i32' | 'f32';
    readonly length: number;
};
/** Columns one after the other, little-endian, four bytes a number. */
export declare const packSections: (sections: Readonly<Record<string, Section>>) => {
    readonly heads: readonly SectionHead[];
    readonly bytes: Uint8Array;
};
/** @throws RangeError when the bytes are fewer or more than the heads say */
export declare const unpackSections: (heads: readonly SectionHead[], bytes: Uint8Array) => ReadonlyMap<string, Section>;
//# sourceMappingURL=sections.d.ts.map