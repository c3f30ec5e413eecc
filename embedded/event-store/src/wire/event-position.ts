import { WireReader } from './protobuf.js';

const COMMIT_POSITION = 5 * 8;

/** The position of a recorded event in the log. Nothing behind it is looked at. */
export const decodePosition = (bytes: Buffer): number => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === COMMIT_POSITION) return reader.varint();
    reader.skip(tag % 8);
  }
  return 0;
};
