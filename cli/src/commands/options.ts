import { InvalidArgumentError } from 'commander';
import type { InternalPorts } from '../shop/choose-ports.js';

const whole = (text: string, least: number, most: number, words: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new InvalidArgumentError(words);
  return value;
};

/** @throws InvalidArgumentError (exit code 2) */
export const portOption = (text: string): number =>
  whole(text, 0, 65_535, 'expected a port from 0 (any free one) to 65535');

/** @throws InvalidArgumentError (exit code 2) */
export const internalPortsOption = (text: string): InternalPorts =>
  text === 'auto' ? 'auto' : whole(text, 1_024, 65_500, 'expected "auto" or the first of ten ports, from 1024');

/** @throws InvalidArgumentError (exit code 2) */
export const secondsOption = (text: string): number => whole(text, 0, 86_400, 'expected seconds from 0 to 86400');

/** @throws InvalidArgumentError (exit code 2) */
export const countOption = (text: string): number => whole(text, 1, 100, 'expected a whole number from 1 to 100');

/** @throws InvalidArgumentError (exit code 2) */
export const daysOption = (text: string): number => whole(text, 1, 3_650, 'expected days from 1 to 3650');

/** @throws InvalidArgumentError (exit code 2) */
export const memoryOption = (text: string): number => whole(text, 16, 65_536, 'expected megabytes from 16 to 65536');
