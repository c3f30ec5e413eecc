import { expect } from 'chai';
import { readTitle } from './read-title.js';

describe('a title, read for its picture', () => {
  for (const [title, shape] of Object.entries({
    'WHITE HANGING HEART T-LIGHT HOLDER': 'heartLight',
    'REGENCY CAKESTAND 3 TIER': 'cakestand',
    'JUMBO BAG RED RETROSPOT': 'tote',
    'LUNCH BOX WITH CUTLERY RETROSPOT': 'lunchBox',
    'CHOCOLATE HOT WATER BOTTLE': 'hottie',
    'PACK OF 72 RETROSPOT CAKE CASES': 'cakeCases',
    'BEWARE OF THE CAT METAL SIGN': 'sign',
    'WOODEN BOX OF DOMINOES': 'dominoes',
    'HEART OF WICKER SMALL': 'wickerHeart',
    'ROUND SNACK BOXES SET OF4 WOODLAND': 'snackBoxes',
    'DOORMAT UNION FLAG': 'doormat',
    'RABBIT NIGHT LIGHT': 'nightLight',
    'ASSORTED COLOUR BIRD ORNAMENT': 'bird',
  })) {
    it(`names the goods: ${title}`, () => {
      expect(readTitle(title).shape).to.equal(shape);
    });
  }

  it('finds no goods in what is none', () => {
    expect(readTitle('POSTAGE').shape).to.equal(undefined);
    expect(readTitle('Manual').shape).to.equal(undefined);
    expect(readTitle('').shape).to.equal(undefined);
  });

  it('reads small letters as capitals', () => {
    expect(readTitle('White hanging heart t-light holder')).to.deep.equal({
      ...readTitle('WHITE HANGING HEART T-LIGHT HOLDER'),
    });
  });

  it('takes a colour before SPOT or STRIPE as that of the spots', () => {
    expect(readTitle('WHITE SPOT RED CERAMIC DRAWER KNOB').colours).to.deep.equal(['red', 'white']);
    expect(readTitle('RED STRIPE CERAMIC DRAWER KNOB').colours).to.deep.equal(['white', 'red']);
    expect(readTitle('RED SPOTTY BISCUIT TIN').colours).to.deep.equal(['red']);
  });

  it('takes a colour before a material', () => {
    expect(readTitle('WOODEN FRAME ANTIQUE WHITE').colours[0]).to.equal('white');
    expect(readTitle('NATURAL SLATE HEART CHALKBOARD').colours).to.deep.equal(['natural', 'slate']);
  });

  it('knows a design and the colour it usually has', () => {
    expect(readTitle('LUNCH BAG SKULLS')).to.include({ pattern: 'skull' });
    expect(readTitle('LUNCH BAG SKULLS').colours[0]).to.equal('black');
    expect(readTitle('WHITE SKULL HOT WATER BOTTLE').colours[0]).to.equal('white');
    expect(readTitle('VINTAGE UNION JACK BUNTING').pattern).to.equal('union');
  });

  it('prints nothing with itself', () => {
    expect(readTitle('RED HEART DECORATION').pattern).to.equal(undefined);
    expect(readTitle('RED HEART MUG').pattern).to.equal('hearts');
  });

  for (const [title, count] of Object.entries({
    'SET OF 3 CAKE TINS': 3,
    'SET/5 RED SPOTTY LID GLASS BOWLS': 5,
    'PACK OF 12 LONDON TISSUES': 12,
    'WOOD S/3 CABINET ANT WHITE FINISH': 3,
    '6 RIBBONS RUSTIC CHARM': 6,
    'SET OF TWO TEA TOWELS': 2,
    'REGENCY CAKESTAND 3 TIER': 1,
    '15CM CHRISTMAS GLASS BALL 20 LIGHTS': 1,
    "JUMBO BAG 50'S CHRISTMAS": 1,
    'RED MUG': 1,
  })) {
    it(`counts ${String(count)}: ${title}`, () => {
      expect(readTitle(title).count).to.equal(count);
    });
  }

  it('writes on a doormat what its pattern does not show already, and on blocks their word', () => {
    expect(readTitle('DOORMAT SPOTTY HOME SWEET HOME').words.join(' ')).to.equal('HOME SWEET HOME');
    expect(readTitle('LOVE BUILDING BLOCK WORD').words).to.deep.equal(['LOVE']);
  });

  it('leaves on a sign what the sign says', () => {
    expect(readTitle('PLEASE ONE PERSON METAL SIGN').words.join(' ')).to.equal('PLEASE ONE PERSON');
    expect(readTitle('HAND OVER THE CHOCOLATE   SIGN').words.join(' ')).to.equal('HAND OVER THE CHOCOLATE');
    expect(readTitle("YOU'RE CONFUSING ME METAL SIGN").words.join(' ')).to.equal("YOU'RE CONFUSING ME");
  });
});
