export type { Row } from './result.js';
