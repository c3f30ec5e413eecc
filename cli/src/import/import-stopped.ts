/** The import cannot go on; the message says why and what to do. What was imported so far stands, and is whole. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}
