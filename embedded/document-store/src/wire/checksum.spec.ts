import { expect } from 'chai';
import { checksumOf } from './checksum.js';

describe('the checksum of a message', () => {
  it('is CRC-32C, by the examples of RFC 3720', () => {
    expect(checksumOf(Buffer.from('123456789'))).to.equal(0xe3069283);
    expect(checksumOf(Buffer.alloc(32))).to.equal(0x8a9136aa);
    expect(checksumOf(Buffer.alloc(32, 0xff))).to.equal(0x62a8ab43);
  });
});
