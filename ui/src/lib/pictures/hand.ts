import { tidy } from './outline.js';
import { edgeOf, inkOn, mix } from './palette.js';
import { type Chance } from './seed.js';
import { motifs, type Motif } from './motifs.js';
import { escapeXml } from './escape-xml.js';

/** How one thing is dressed: what `read-title.ts` found, turned into paint. */
export type Dress = {
  readonly colour: string;
  readonly accent: string;
  /** The id of a pattern among the picture's definitions. */
  readonly pattern?: string;
  /** The little figure that its pattern repeats, where it has one. */
  readonly motif?: Motif;
  /** Words to write on it, short lines in capitals. */
  readonly words: readonly string[];
};

/** What every shape is drawn with. Outlines are in the field of 400 by 400 of `outline.ts`. */
export type Hand = Dress & {
  readonly chance: Chance;
  /** A lit surface of one colour. */
  readonly lit: (outline: string, colour: string) => string;
  /** A lit surface in the goods' own colour and pattern. */
  readonly clad: (outline: string) => string;
  /** As `clad`; but a pattern of little figures is drawn as one figure of that size, in the middle. */
  readonly dressed: (outline: string, x: number, y: number, size: number) => string;
  /** Glass: what stands behind shows through. */
  readonly glass: (outline: string, colour: string) => string;
  readonly flat: (outline: string, colour: string, opacity?: number) => string;
  /** The warm air around something that shines. */
  readonly shine: (x: number, y: number, r: number) => string;
  /** A row of pin pricks along a path, `gap` from one to the next. */
  readonly pricks: (path: string, colour: string, width: number, gap: number) => string;
  readonly line: (path: string, colour: string, width?: number) => string;
  readonly stitches: (path: string, colour: string) => string;
  /** The same small thing, drawn around 0,0, at several places. */
  readonly strewn: (drawn: string, places: readonly (readonly [number, number])[]) => string;
  readonly spot: (x: number, y: number, rx: number, ry: number, colour: string) => string;
  readonly figure: (motif: Motif, x: number, y: number, size: number) => string;
  /** A line of writing that is never wider than `width`. */
  readonly write: (words: string, x: number, y: number, size: number, width: number, colour?: string) => string;
  /** The words of the title on a board, line under line, as large as they fit. */
  readonly letter: (x: number, y: number, width: number, height: number, colour: string) => string;
};

/**
 * No two are alike: a slow wave, different for each product, moves every point by at most three. Points that meet
 * stay together, since a point's way depends only on where it is.
 */
const unsteady = (chance: Chance): ((outline: string) => string) => {
  const [a, b, c, d] = [chance() * 6.3, chance() * 6.3, chance() * 6.3, chance() * 6.3];
  return (outline) =>
    outline.replace(/(-?[\d.]+),(-?[\d.]+)/g, (_, right: string, down: string) => {
      const [x, y] = [Number(right), Number(down)];
      const dx = 1.7 * Math.sin(y / 41 + a) + 1.2 * Math.sin((x + y) / 67 + b);
      const dy = 1.7 * Math.sin(x / 43 + c) + 1.2 * Math.sin((x - y) / 61 + d);
      return `${tidy(x + dx)},${tidy(y + dy)}`;
    });
};

/** A bold serif has up to 0.75 of its size to a capital: only what is too wide is set narrower. */
const fitting = (words: string, size: number, width: number): string =>
  words.length * size * 0.75 > width ? ` textLength="${tidy(width)}" lengthAdjust="spacingAndGlyphs"` : '';

/** `piece` keeps apart what several hands draw into one picture. */
export const handFor = (dress: Dress, chance: Chance, piece: string): Hand => {
  const draw = unsteady(chance);
  let surfaces = 0;
  /** A surface is said once and used again for each coat of paint that it gets. */
  const painted = (drawn: string, first: string, coats: readonly string[]): string => {
    surfaces += 1;
    const id = `${piece}${String(surfaces)}`;
    const coat = (paint: string): string => `<use href="#${id}" fill="url(#${paint})"/>`;
    return `<g ${first} class="e"><path id="${id}" d="${drawn}"/></g>${coats.map(coat).join('')}`;
  };
  const opaque = (colour: string): string => `fill="${colour}" stroke="${edgeOf(colour)}"`;

  const lit: Hand['lit'] = (outline, colour) => painted(draw(outline), opaque(colour), ['light']);
  const clad: Hand['clad'] = (outline) =>
    painted(draw(outline), opaque(dress.colour), dress.pattern === undefined ? ['light'] : [dress.pattern, 'light']);
  const figure: Hand['figure'] = (motif, x, y, size) =>
    `<g transform="translate(${tidy(x)} ${tidy(y)})scale(${String(Math.round(size) / 100)})">${motifs[motif](dress.colour)}</g>`;
  const write: Hand['write'] = (words, x, y, size, width, colour = inkOn(dress.colour)) =>
    `<text x="${tidy(x)}" y="${tidy(y)}" font-size="${tidy(size)}" fill="${colour}" class="t"${fitting(words, size, width)}>${escapeXml(words)}</text>`;

  return {
    ...dress,
    chance,
    lit,
    clad,
    dressed: (outline, x, y, size) =>
      dress.motif === undefined ? clad(outline) : lit(outline, dress.colour) + figure(dress.motif, x, y, size),
    glass: (outline, colour) =>
      painted(
        draw(outline),
        `fill="${mix(colour, '#ffffff', 0.12)}" fill-opacity=".7" stroke="${edgeOf(colour)}" stroke-opacity=".7"`,
        ['light'],
      ),
    flat: (outline, colour, opacity = 1) =>
      `<path d="${draw(outline)}" fill="${colour}"${opacity === 1 ? '' : ` opacity="${String(opacity)}"`}/>`,
    line: (path, colour, width = 2) =>
      `<path d="${draw(path)}" stroke="${colour}" stroke-width="${tidy(width)}" class="l"/>`,
    stitches: (path, colour) => `<path d="${draw(path)}" stroke="${colour}" class="s"/>`,
    shine: (x, y, r) => `<circle cx="${tidy(x)}" cy="${tidy(y)}" r="${tidy(r)}" fill="url(#halo)"/>`,
    pricks: (path, colour, width, gap) =>
      `<path d="${draw(path)}" stroke="${colour}" stroke-width="${tidy(width)}" stroke-dasharray="0 ${tidy(gap)}" class="l"/>`,
    strewn: (thing, at) => {
      surfaces += 1;
      const id = `${piece}${String(surfaces)}`;
      const uses = at.map(([x, y]) => `<use href="#${id}" x="${tidy(x)}" y="${tidy(y)}"/>`);
      return `<defs><g id="${id}">${thing}</g></defs>${uses.join('')}`;
    },
    spot: (x, y, rx, ry, colour) =>
      `<ellipse cx="${tidy(x)}" cy="${tidy(y)}" rx="${tidy(rx)}" ry="${tidy(ry)}" fill="${colour}"/>`,
    figure,
    write,
    letter: (x, y, width, height, colour) => {
      const lines = dress.words.slice(0, 4);
      const longest = Math.max(1, ...lines.map((words) => words.length));
      const size = Math.min(height / (lines.length * 1.18), width / (longest * 0.76), 46);
      const first = y - (lines.length * size * 1.18) / 2 + size * 0.92;
      return lines.map((words, i) => write(words, x, first + i * size * 1.18, size, width, colour)).join('');
    },
  };
};
