import Mocha from 'mocha';

/**
 * Mocha's spec reporter, with a last line that a person and a machine can read alike:
 * `N passed, N failed, N skipped`.
 */
export default class Reporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
  }
}
