/// <reference lib="es2024.string" />
import { z } from 'zod';

const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/**
 * What is wrong with a text that somebody sent; undefined when it can be kept. Half a surrogate pair has no bytes in
 * UTF-8, so a store that writes bytes makes two such texts one; control characters (but for tabs and line breaks) say
 * nothing to a reader.
 */
export const faultOfText = (text: string): string | undefined => {
  if (!text.isWellFormed()) return 'is not well-formed Unicode';
  return CONTROL.test(text) ? 'has control characters' : undefined;
};

/**
 * A text in an event. The door refuses what is not well-formed; history that was recorded before it did is read with the
 * replacement character in place of each half pair, so that every reader sees the same text.
 */
export const recordedText = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .overwrite((text) => text.toWellFormed());
