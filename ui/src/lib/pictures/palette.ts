/** Every colour a title may name, as our goods wear it: a little chalky, so that a shelf of them agrees. */
export const colours = {
  red: '#c9353f',
  pink: '#eea5b8',
  blue: '#5f90c3',
  white: '#faf7f0',
  cream: '#f4e7c8',
  ivory: '#f6eedd',
  green: '#7ca877',
  black: '#3d3a43',
  silver: '#c6cbd0',
  gold: '#d4ab55',
  grey: '#a4a5a8',
  zinc: '#aab4b8',
  copper: '#c07f57',
  purple: '#8b6ba6',
  lilac: '#c3aed6',
  turquoise: '#5fb3b3',
  duckegg: '#a9cfc8',
  mint: '#b5dcc2',
  teal: '#3f8080',
  navy: '#36496f',
  orange: '#e38a4b',
  yellow: '#f0c75e',
  brown: '#8a5f42',
  chocolate: '#6d4734',
  natural: '#dcc096',
  wood: '#cda271',
  slate: '#4e555c',
  wicker: '#c9a571',
  glass: '#d5e6e4',
  amber: '#dd9a3c',
} as const;

export type Colour = keyof typeof colours;

/** The other words that titles use for them. */
const alsoCalled: Readonly<Record<string, Colour>> = {
  gray: 'grey',
  lavender: 'lilac',
  amethyst: 'purple',
  violet: 'purple',
  aqua: 'turquoise',
  gilt: 'gold',
  brass: 'gold',
  ruby: 'red',
  crimson: 'red',
  fuschia: 'pink',
  fuchsia: 'pink',
  raspberry: 'pink',
  emerald: 'green',
  lime: 'green',
  olive: 'green',
  beige: 'natural',
  clear: 'glass',
  crystal: 'glass',
  wooden: 'wood',
  rustic: 'wood',
  metal: 'zinc',
  enamel: 'cream',
  porcelain: 'white',
};

const known: ReadonlyMap<string, Colour> = new Map([
  ...Object.keys(colours).flatMap((name) => (isColour(name) ? [[name, name] as const] : [])),
  ...Object.entries(alsoCalled),
]);

function isColour(name: string): name is Colour {
  return Object.hasOwn(colours, name);
}

/** What a word of a title (lower case) says about colour, if anything. */
export const colourCalled = (word: string): Colour | undefined => known.get(word);

/** Materials give way to a colour that is named beside them: a red metal sign is red. */
export const isMaterial = (colour: Colour): boolean =>
  ['zinc', 'wood', 'slate', 'wicker', 'glass', 'natural', 'silver', 'cream'].includes(colour);

const parts = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** From one colour towards another; share 0 is all the first, 1 all the second. */
export const mix = (from: string, to: string, share: number): string => {
  const target = parts(to);
  const mixed = parts(from).map((part, i) => Math.round(part + ((target[i] ?? part) - part) * share));
  return '#' + mixed.map((part) => part.toString(16).padStart(2, '0')).join('');
};

/** How light a colour looks, from 0 to 1. */
export const lightness = (hex: string): number => {
  const [red, green, blue] = parts(hex);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
};

/** The line around a thing of this colour: its own colour in the dark, never plain black. */
export const edgeOf = (hex: string): string => mix(hex, '#33202b', lightness(hex) > 0.8 ? 0.42 : 0.5);

/** What shows on it: white on strong colours, red or blue on pale ones. */
export const accentOn = (hex: string): string => (lightness(hex) > 0.72 ? colours.red : colours.white);

/** What writing on it is inked with. */
export const inkOn = (hex: string): string => (lightness(hex) > 0.55 ? mix(hex, '#2b2430', 0.8) : '#fdf8ee');

/** Papers on which the goods are photographed, and the same papers in the evening. */
export const grounds = [
  { name: 'oatmeal', day: '#e9dfce', evening: '#5d554b', hue: 'yellow' },
  { name: 'blush', day: '#f0d9d4', evening: '#65504f', hue: 'red' },
  { name: 'sage', day: '#d8e0d0', evening: '#4c574b', hue: 'green' },
  { name: 'sky', day: '#d3dfe6', evening: '#485562', hue: 'blue' },
  { name: 'butter', day: '#f0e4bf', evening: '#625a42', hue: 'yellow' },
  { name: 'heather', day: '#e0d8e3', evening: '#554e5d', hue: 'purple' },
] as const;

export type Ground = (typeof grounds)[number];

const hueOf = (hex: string): Ground['hue'] | 'none' => {
  const [red, green, blue] = parts(hex);
  if (Math.max(red, green, blue) - Math.min(red, green, blue) < 40) return 'none';
  if (red >= green && green > blue && red - green < 60) return 'yellow';
  if (red >= green && red >= blue) return 'red';
  if (green >= blue) return 'green';
  return red > green + 20 ? 'purple' : 'blue';
};

/** A paper against which the goods stand out: any whose hue is not theirs. */
export const groundFor = (goods: string, chance: () => number): Ground => {
  const fitting = grounds.filter((ground) => ground.hue !== hueOf(goods));
  return fitting[Math.floor(chance() * fitting.length)] ?? grounds[0];
};

/** The same colour where less light reaches it. */
export const deep = (hex: string, share = 0.28): string => mix(hex, '#3a3034', share);
