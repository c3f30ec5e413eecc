import { expect } from 'chai';
import { faultIn } from './well-formed.js';

describe('the check of pictures', () => {
  it('accepts a sound one', () => {
    expect(faultIn('<svg a="1"><title>A &amp; B</title><path id="p" d="M0,0"/><use href="#p"/></svg>')).to.equal(
      undefined,
    );
  });

  for (const [why, svg] of Object.entries({
    'an open element': '<svg><g></svg>',
    'a bare ampersand': '<svg>A & B</svg>',
    'a stray bracket': '<svg>a < b</svg>',
    'an attribute twice': '<svg a="1" a="2"></svg>',
    'an id twice': '<svg><g id="a"/><g id="a"/></svg>',
    'a reference to nothing': '<svg><use href="#a"/></svg>',
    'what is no number': '<svg x="NaN"></svg>',
    'a control character': '<svg>\u0007</svg>',
    'something after the end': '<svg></svg><svg></svg>',
  })) {
    it(`refuses ${why}`, () => {
      expect(faultIn(svg)).to.be.a('string');
    });
  }
});
