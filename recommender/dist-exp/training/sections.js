const kindOf = (section) => (section instanceof Int32Array ? 'i32' : 'f32');
/** Columns one after the other, little-endian, four bytes a number. */
export const packSections = (sections) => {
    const entries = Object.entries(sections);
    const bytes = new Uint8Array(entries.reduce((sum, [, { byteLength }]) => sum + byteLength, 0));
    let at = 0;
    for (const [, section] of entries) {
        bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
        at += section.byteLength;
    }
    return { heads: entries.map(([name, section]) => ({ name, kind: kindOf(section), length: section.length })), bytes };
};
/** @throws RangeError when the bytes are fewer or more than the heads say */
export const unpackSections = (heads, bytes) => {
    const sections = new Map();
    let at = 0;
    for (const { name, kind, length } of heads) {
        const end = at + length * 4;
        if (end > bytes.length)
            throw new RangeError(`column ${name} is cut short`);
        // A copy of its own: columns must begin at multiples of four, whatever stands before them in the file.
        const { buffer } = new Uint8Array(bytes.subarray(at, end));
        sections.set(name, kind === 'i32' ? new Int32Array(buffer) : new Float32Array(buffer));
        at = end;
    }
    if (at !== bytes.length)
        throw new RangeError('more bytes than columns');
    return sections;
};
//# sourceMappingURL=sections.js.map