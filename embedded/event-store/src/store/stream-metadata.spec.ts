import { expect } from 'chai';
import { parseStreamMetadata, softDeleteJson, undeleted } from './stream-metadata.js';

const parse = (text: string) => parseStreamMetadata(Buffer.from(text));

describe("a stream's metadata", () => {
  it('sets the rules of reading and leaves the rest alone', () => {
    expect(parse('{"$tb":4,"$maxCount":10,"$maxAge":60,"colour":"red"}')).to.deep.equal({
      truncateBefore: 4,
      maxCount: 10,
      maxAgeSeconds: 60,
      softDeleted: false,
    });
    expect(parse('{}')).to.deep.equal({ softDeleted: false });
    expect(parse('not json')).to.deep.equal({ softDeleted: false });
  });
  it('knows a soft delete by a number that JSON would round', () => {
    expect(parse(softDeleteJson).softDeleted).to.equal(true);
    expect(parse('{"$tb":9223372036854775806}').softDeleted).to.equal(false);
  });
  it('is told apart from what stands deeper in it', () => {
    expect(parse('{"deep":{"$tb":9223372036854775807}}').softDeleted).to.equal(false);
    expect(parse('{"$tb":4,"deep":{"$tb":9223372036854775807}}').softDeleted).to.equal(false);
  });
  it('keeps what was said when a deleted stream is written again', () => {
    const again = (text: string) => undeleted(Buffer.from(text), 3)?.toString();
    expect(again('{"colour":"red","$tb":9223372036854775807}')).to.equal('{"colour":"red","$tb":3}');
    expect(again('{"n":12345678901234567890}')).to.equal('{"$tb":3,"n":12345678901234567890}');
    expect(again('{"$tb":1,"colour":"red"}')).to.equal('{"$tb":3,"colour":"red"}');
    expect(again('{ }')).to.equal('{"$tb":3 }');
    for (const none of ['[1]', 'null', 'no json']) expect(again(none), none).to.equal(undefined);
  });
});
