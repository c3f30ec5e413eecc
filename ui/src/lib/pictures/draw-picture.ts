import { escapeXml } from './escape-xml.js';
import { handFor, type Dress } from './hand.js';
import { accentOn, colours, groundFor, isMaterial, lightness, mix, type Colour } from './palette.js';
import { motifOf, patternDefinition } from './patterns.js';
import { readTitle, type Reading } from './read-title.js';
import { chanceFrom, hashOf, oneOf, type Chance } from './seed.js';
import { shapes } from './shapes/catalogue.js';
import { type Shape } from './shapes/shape.js';

/** The goods that a picture is wanted of. */
export type Pictured = { readonly sku: string; readonly title: string };

type Dressed = { readonly dress: Dress; readonly definition: string };

/** Geometry takes the goods' accent; only on goods of one colour does paisley or damask stay tone in tone. */
const marksOf = (reading: Reading, colour: string, accent: string): string => {
  if (reading.pattern === 'paisley' && reading.colours.length < 2) return mix(colour, '#fff1d8', 0.62);
  if (reading.pattern === 'baroque') return reading.colours.length < 2 ? colours.black : accent;
  if (reading.pattern === 'gingham') return '#ffffff';
  // Spots and stripes are white unless the goods are.
  if (/spot|dot|stripes/.test(reading.pattern ?? '') && reading.colours.length < 2 && lightness(colour) < 0.88)
    return colours.white;
  if (reading.pattern === 'floral') return mix(accent, '#f3b6bd', 0.5);
  return accent;
};

const assortment: readonly [Colour, ...Colour[]] = ['red', 'duckegg', 'yellow', 'pink', 'blue', 'green'];

/** The flag is red beside blue; everything else takes what shows on it. */
const accentFor = (reading: Reading, colour: string): string =>
  reading.pattern === 'union' ? colours.red : accentOn(colour);

const dressFor = (reading: Reading, shape: Shape, chance: Chance, copy: number): Dressed => {
  const offered = shape.colours ?? ['red', 'duckegg', 'pink', 'cream', 'blue'];
  const shown = reading.colours.filter((colour) => shape.painted !== true || !isMaterial(colour));
  const first = Math.floor(chance() * assortment.length);
  const named: Colour = reading.assorted
    ? (assortment[(first + copy * 2) % assortment.length] ?? 'red')
    : (shown[0] ?? oneOf(offered, chance));
  const colour = colours[named];
  const second = shown.find((other) => other !== named && colours[other] !== colour);
  const accent = second === undefined || reading.assorted ? accentFor(reading, colour) : colours[second];
  const { pattern, words } = reading;
  if (pattern === undefined || shape.plain === true) return { dress: { colour, accent, words }, definition: '' };
  const id = `p${String(copy)}`;
  const motif = motifOf(pattern);
  const turn = Math.round(chance() * 24 - 12);
  return {
    dress: { colour, accent, words, pattern: id, ...(motif === undefined ? {} : { motif }) },
    definition: patternDefinition(id, pattern, colour, marksOf(reading, colour, accent), turn),
  };
};

type Place = { readonly x: number; readonly y: number; readonly size: number; readonly turn: number };

/** Where the pieces of a set are put, the hindmost first; sizes and ways from the middle of the field. */
const places: Readonly<Record<Shape['rests'], Readonly<Record<1 | 2 | 3, readonly Place[]>>>> = {
  stands: {
    1: [{ x: 0, y: 0, size: 1, turn: 0 }],
    2: [
      { x: 66, y: -34, size: 0.68, turn: 0 },
      { x: -62, y: 4, size: 0.76, turn: 0 },
    ],
    3: [
      { x: -88, y: -48, size: 0.58, turn: 0 },
      { x: 90, y: -44, size: 0.58, turn: 0 },
      { x: 0, y: 10, size: 0.68, turn: 0 },
    ],
  },
  hangs: {
    1: [{ x: 0, y: 0, size: 1, turn: 0 }],
    2: [
      { x: 82, y: 30, size: 0.62, turn: 3 },
      { x: -78, y: -24, size: 0.66, turn: -3 },
    ],
    3: [
      { x: 104, y: 62, size: 0.52, turn: 3 },
      { x: -104, y: 44, size: 0.52, turn: -3 },
      { x: 0, y: -20, size: 0.56, turn: 0 },
    ],
  },
  lies: {
    1: [{ x: 0, y: 0, size: 1, turn: 0 }],
    2: [
      { x: 58, y: -34, size: 0.72, turn: 9 },
      { x: -54, y: 34, size: 0.74, turn: -7 },
    ],
    3: [
      { x: 84, y: -66, size: 0.58, turn: 10 },
      { x: -88, y: -34, size: 0.58, turn: -9 },
      { x: 18, y: 70, size: 0.62, turn: 3 },
    ],
  },
};

const sizes = { small: 0.86, usual: 0.97, large: 1.03 } as const;

/** Standing things grow from the table, hanging ones from where they hang, lying ones from the middle. */
const anchors = { stands: 340, hangs: 200, lies: 200 } as const;

const put = (shape: Shape, place: Place, size: number, drawn: string): string => {
  const anchor = anchors[shape.rests];
  const scale = place.size * size;
  const foot = shape.foot ?? 105;
  const shadow =
    shape.rests === 'stands'
      ? `<ellipse cx="${String(214 + foot * 0.12)}" cy="339" rx="${String(Math.round(foot * 1.3))}" ry="${String(Math.round(11 + foot * 0.09))}" fill="url(#shadow)"/>`
      : '';
  const thread =
    shape.rests === 'hangs'
      ? `<path d="M200,-600V${String(shape.thread ?? 96)}" stroke="#a08f78" stroke-width="2.5"/>`
      : '';
  const cast = shape.rests === 'stands' ? drawn : `<g filter="url(#cast)">${thread}${drawn}</g>`;
  const move = `translate(${String(200 + place.x)} ${String(anchor + place.y)})rotate(${place.turn.toFixed(1)})scale(${scale.toFixed(3)})translate(-200 ${String(-anchor)})`;
  return `<g transform="${move}">${shadow}${cast}</g>`;
};

const piecesOf = (reading: Reading, shape: Shape): 1 | 2 | 3 => {
  if (shape.alone === true) return 1;
  if (reading.count >= 3) return 3;
  if (reading.count === 2) return 2;
  return reading.assorted ? 3 : 1;
};

const light =
  '<linearGradient id="light" x2="1" y2=".3"><stop stop-color="#fff" stop-opacity=".34"/><stop offset=".3" stop-color="#fff" stop-opacity=".06"/>' +
  '<stop offset=".55" stop-color="#38202e" stop-opacity="0"/><stop offset="1" stop-color="#38202e" stop-opacity=".26"/></linearGradient>';
const shadow =
  '<radialGradient id="shadow"><stop stop-color="#2a1c22" stop-opacity=".5"/><stop offset=".55" stop-color="#2a1c22" stop-opacity=".2"/><stop offset="1" stop-color="#2a1c22" stop-opacity="0"/></radialGradient>';
const cast =
  '<filter id="cast" x="-.3" y="-.3" width="1.6" height="1.6"><feDropShadow dx="7" dy="9" stdDeviation="7" flood-color="#2a1c22" flood-opacity=".3"/></filter>';
const halo =
  '<radialGradient id="halo"><stop offset=".2" stop-color="#ffe9a6" stop-opacity=".75"/><stop offset="1" stop-color="#ffe9a6" stop-opacity="0"/></radialGradient>';
const glow =
  '<radialGradient id="glow" cx=".3" cy=".22" r=".95"><stop stop-color="#fff" stop-opacity=".6"/><stop offset=".5" stop-color="#fff" stop-opacity=".1"/><stop offset="1" stop-color="#2a1c22" stop-opacity=".09"/></radialGradient>';

/** Edges, lines, stitches and writing; in the evening the same paper under less light, so that a dark page keeps dark. */
const styleFor = (day: string, evening: string): string =>
  '<style>.e{stroke-width:1.8;stroke-linejoin:round}.l,.s{fill:none;stroke-linecap:round;stroke-linejoin:round}.s{stroke-width:2.6;stroke-dasharray:7 7}' +
  `.t{font-family:Georgia,'Times New Roman',serif;font-weight:700;text-anchor:middle}.g{fill:${day}}` +
  `@media(prefers-color-scheme:dark){.g{fill:${evening}}.o{opacity:.35}}</style>`;

/** Of what takes more letters than this to draw, an assortment is drawn in one colour: a picture stays a few kilobytes. */
const heavy = 2_000;

/**
 * A picture of the goods as an SVG of 400 by 400, drawn from nothing but the words of the title: the same for the same
 * SKU and title, wherever and whenever it is drawn. What we cannot read is drawn as a wrapped parcel.
 */
export const drawPicture = ({ sku, title }: Pictured): string => {
  const reading = readTitle(title);
  const shape = shapes[reading.shape ?? 'parcel'];
  const seed = hashOf(`${sku}|${title}`);
  const pieces = piecesOf(reading, shape);
  const size = sizes[reading.size];
  // Pieces of one colour are one drawing, put where each stands; an assortment is drawn piece by piece.
  let definitions = '';
  const draw = (copy: number): string => {
    const { dress, definition } = dressFor(reading, shape, chanceFrom(seed), copy);
    definitions += definition;
    return shape.draw(handFor(dress, chanceFrom(seed + copy), 'abc'.charAt(copy)));
  };
  const first = draw(0);
  const each = reading.assorted && first.length + definitions.length < heavy;
  const chance = chanceFrom(seed + pieces);
  const drawn = places[shape.rests][pieces]
    .map((place, copy) => {
      const one = copy === 0 ? `<g id="one">${first}</g>` : each ? draw(copy) : '<use href="#one"/>';
      const turn = place.turn + (shape.rests === 'stands' ? 0 : (chance() - 0.5) * 5);
      return put(shape, { ...place, turn }, size, one);
    })
    .join('');
  const main = dressFor(reading, shape, chanceFrom(seed), 0).dress.colour;
  const ground = groundFor(main, chanceFrom(seed ^ 0x5bd1e995));
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">' +
    `<title>${escapeXml(title)}</title>${styleFor(ground.day, ground.evening)}<defs>${light}${shadow}${cast}${glow}${drawn.includes('#halo') ? halo : ''}${definitions}</defs>` +
    `<path class="g" d="M0,0H400V400H0Z"/><path class="o" d="M0,0H400V400H0Z" fill="url(#glow)"/>${drawn}</svg>`
  );
};
