/** The process asked for something that cannot be refused, and it was: a person has to look. */
export class ProcessStuck extends Error {
  override readonly name = 'ProcessStuck';
}
