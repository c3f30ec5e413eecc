import { lightness, mix } from './palette.js';
import { motifs, type Motif } from './motifs.js';

/** What a title may say its goods are covered with: a geometry of its own, or a little figure again and again. */
export const geometries = {
  retrospot: (base: string, on: string) => half(56, dots(15, on)),
  polkadot: (base: string, on: string) => half(30, dots(6, on)),
  gingham: (base: string, on: string) => {
    const pale = lightness(on) > 0.9 ? mix(base, '#ffffff', 0.7) : on;
    return tile(
      32,
      32,
      `<path d="M0,0H16V32H0Z" fill="${pale}" opacity=".55"/><path d="M0,0H32V16H0Z" fill="${pale}" opacity=".55"/>`,
    );
  },
  stripes: (base: string, on: string) => tile(34, 34, `<path d="M0,0H15V34H0Z" fill="${on}"/>`),
  paisley: (base: string, on: string) => {
    const fine = mix(on, base, 0.3);
    const drop = (turn: string): string =>
      `<g transform="${turn}"><path d="M-15,9C-17,-8 -3,-23 16,-26C8,-19 7,-10 11,-1C16,12 10,24 -2,24C-11,24 -15,17 -15,9Z" fill="${on}"/>` +
      `<path d="M-8,10C-9,0 -3,-8 2,-10C1,-4 2,0 4,4C7,10 4,17 -1,17C-6,17 -8,14 -8,10Z" fill="${base}"/><circle cx="-1" cy="10" r="3.4" fill="${on}"/>` +
      `<path d="M-21,8C-22,-10 -10,-26 6,-31M17,2C21,16 13,29 0,30" fill="none" stroke="${fine}" stroke-width="3" stroke-dasharray="0 5.5" stroke-linecap="round"/></g>`;
    return tile(
      84,
      84,
      drop('translate(24 32)') +
        drop('translate(64 66)rotate(172)') +
        `<circle cx="66" cy="20" r="5" fill="${fine}"/><circle cx="22" cy="72" r="5" fill="${fine}"/>`,
    );
  },
  baroque: (base: string, on: string) => {
    const side = 'M0,6C-18,-8 -34,6 -26,19C-19,27 -9,19 -15,12M0,30C-8,20 -20,30 -28,34';
    const flourish =
      `<path d="M0,-36C11,-24 12,-12 0,-2C-12,-12 -11,-24 0,-36ZM0,8C8,18 7,30 0,40C-7,30 -8,18 0,8Z" fill="${on}"/>` +
      `<g fill="none" stroke="${on}" stroke-width="4.5" stroke-linecap="round"><path d="${side}"/><path d="${side}" transform="scale(-1 1)"/></g>`;
    return half(100, flourish);
  },
  floral: (base: string, on: string) =>
    half(
      50,
      `<path d="M-3,4C-14,16 -20,8 -20,2C-12,-2 -6,0 -3,4ZM4,4C10,16 18,14 20,8C14,0 8,0 4,4Z" fill="#86a87c"/>` +
        `<circle r="8" fill="${on === '#ffffff' ? '#fdf3ee' : on}"/><path d="M-4,0C-3,5 4,5 5,0C4,-5 -2,-5 -2,-1" fill="none" stroke="${mix(on, '#7b2740', 0.45)}" stroke-width="2"/>`,
    ),
  union: () =>
    tile(
      120,
      72,
      `<path d="M0,0H120V72H0Z" fill="#3b4f7d"/><path d="M0,0L120,72M120,0L0,72" stroke="#f7f2e8" stroke-width="15"/><path d="M0,0L120,72M120,0L0,72" stroke="#c9353f" stroke-width="6"/>` +
        `<path d="M60,0V72M0,36H120" stroke="#f7f2e8" stroke-width="26"/><path d="M60,0V72M0,36H120" stroke="#c9353f" stroke-width="15"/>`,
    ),
  nordic: (base: string, on: string) =>
    tile(
      48,
      48,
      `<path d="M12,20L2,10A5,5 0 0 1 12,5A5,5 0 0 1 22,10Z" fill="${on}"/><path d="M36,24V46M26,35H46M29,28L43,42M43,28L29,42" stroke="${on}" stroke-width="3"/>`,
    ),
  lace: (base: string) => {
    const on = mix(base, lightness(base) > 0.7 ? '#8c7763' : '#ffffff', 0.4);
    return tile(
      40,
      40,
      `<g fill="none" stroke="${on}" stroke-width="2"><circle cx="20" cy="20" r="8"/><circle cx="20" cy="20" r="15" stroke-dasharray="3 4"/><path d="M0,0Q20,10 40,0M0,40Q20,30 40,40"/></g>`,
    );
  },
} as const;

export type Geometry = keyof typeof geometries;

const isGeometry = (name: string): name is Geometry => Object.hasOwn(geometries, name);

/** The figures of each named design. */
export const designs = {
  skull: ['skull'],
  spaceboy: ['rocket', 'star'],
  woodland: ['toadstool', 'fox'],
  strawberry: ['strawberry'],
  fairy: ['cupcake'],
  apple: ['apple'],
  owl: ['owl'],
  dolly: ['doll', 'heart'],
  babushka: ['babushka'],
  hearts: ['heart'],
  stars: ['star'],
  roses: ['rose'],
  daisies: ['daisy'],
  butterflies: ['butterfly'],
  birds: ['bird'],
  cats: ['cat'],
  dogs: ['dog'],
  rabbits: ['rabbit'],
  cars: ['car'],
  dinosaurs: ['dinosaur'],
  tea: ['teacup'],
  toadstools: ['toadstool'],
  christmas: ['tree', 'star'],
  leaves: ['leaf'],
  alphabet: ['letters'],
  toys: ['car', 'star'],
} as const satisfies Readonly<Record<string, readonly [Motif, ...Motif[]]>>;

export type Design = keyof typeof designs;
export type Pattern = Geometry | Design;

/** The figure that stands for a pattern where there is room for one only. */
export const motifOf = (pattern: Pattern): Motif | undefined => (isGeometry(pattern) ? undefined : designs[pattern][0]);

type Tile = { readonly width: number; readonly height: number; readonly inside: string };

const tile = (width: number, height: number, inside: string): Tile => ({ width, height, inside });

/** Two to a tile, one a half step further: as printed cloth repeats. */
const half = (size: number, one: string, other = one): Tile =>
  tile(
    size,
    size,
    `<g transform="translate(${String(size / 4)} ${String(size / 4)})">${one}</g><g transform="translate(${String(size * 0.75)} ${String(size * 0.75)})">${other}</g>`,
  );

const dots = (r: number, colour: string): string => `<circle r="${String(r)}" fill="${colour}"/>`;

const repeated = (pattern: Design, base: string): Tile => {
  const [first, second = first] = designs[pattern];
  const small = (motif: Motif): string => `<g transform="scale(.46)">${motifs[motif](base)}</g>`;
  return half(96, small(first), small(second));
};

/** The definition of a pattern under an id, for goods of one colour with marks of another. */
export const patternDefinition = (id: string, pattern: Pattern, base: string, on: string, turn: number): string => {
  const { width, height, inside } = isGeometry(pattern) ? geometries[pattern](base, on) : repeated(pattern, base);
  const upright = pattern === 'union' || pattern === 'stripes' ? 0 : turn;
  return (
    `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${String(width)}" height="${String(height)}"` +
    ` patternTransform="translate(40 28)rotate(${String(upright)})">${inside}</pattern>`
  );
};
