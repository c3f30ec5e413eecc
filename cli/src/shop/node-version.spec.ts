import { expect } from 'chai';
import { nodeTooOld } from './node-version.js';

describe('the version of Node', () => {
  it('is good from 20.19', () => {
    for (const version of ['20.19.0', '20.20.2', '21.0.0', '22.1.0', '100.0.0'])
      expect(nodeTooOld(version), version).to.equal(undefined);
  });

  it('is too old before that, and where to get another is said', () => {
    for (const version of ['20.18.3', '20.9.0', '18.20.4', '9.0.0'])
      expect(nodeTooOld(version), version).to.match(
        /^Node [\d.]+ is too old: Storefold needs 20\.19 or newer; install/,
      );
  });
});
