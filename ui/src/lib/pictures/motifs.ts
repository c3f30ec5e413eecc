import { accentOn, lightness } from './palette.js';

/**
 * The little figures of the trade, each in a box from -50 to 50, on goods of a given colour. They are printed on the
 * goods, so they have flat colours and no light of their own.
 */
const dark = '#3a3440';
const pale = '#fbf6ea';
const shape = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
const dot = (x: number, y: number, r: number, fill: string, ry = r): string =>
  `<ellipse cx="${String(x)}" cy="${String(y)}" rx="${String(r)}" ry="${String(ry)}" fill="${fill}"/>`;
const stroke = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${String(width)}" stroke-linecap="round"/>`;
/** One colour that shows on pale goods, another that shows on dark ones. */
const showing = (ground: string, onPale: string, onDark: string): string => (lightness(ground) > 0.6 ? onPale : onDark);

const petals = (colour: string, count: number, reach: number, r: number): string =>
  Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * Math.PI * 2;
    return dot(Math.round(Math.cos(angle) * reach), Math.round(Math.sin(angle) * reach), r, colour);
  }).join('');

export const motifs = {
  skull: (ground: string): string => {
    const bone = showing(ground, dark, pale);
    const hole = bone === dark ? pale : dark;
    return (
      stroke('M-36,22L36,44M36,22L-36,44', bone, 8) +
      shape('M-32,-12C-32,-52 32,-52 32,-12C32,4 24,10 19,12L19,26L-19,26L-19,12C-24,10 -32,4 -32,-12Z', bone) +
      dot(-13, -10, 9, hole) +
      dot(13, -10, 9, hole) +
      shape('M0,2L-5,11L5,11Z', hole) +
      stroke('M-7,18L-7,25M0,18L0,25M7,18L7,25', hole, 2.5)
    );
  },
  rocket: (): string =>
    shape('M-14,26L-32,44L-30,10ZM14,26L32,44L30,10Z', '#d8414b') +
    shape('M0,-50C26,-26 24,10 14,32L-14,32C-24,10 -26,-26 0,-50Z', '#f6f1e6') +
    shape('M0,-50C13,-38 18,-26 20,-16L-20,-16C-18,-26 -13,-38 0,-50Z', '#d8414b') +
    dot(0, 2, 9, '#5f90c3') +
    shape('M-9,34L9,34L0,50Z', '#f0c75e'),
  toadstool: (): string =>
    shape('M-13,6L13,6L17,40C8,46 -8,46 -17,40Z', pale) +
    shape('M-44,10C-42,-56 42,-56 44,10C20,18 -20,18 -44,10Z', '#cf3b42') +
    dot(-20, -12, 8, pale) +
    dot(8, -24, 9, pale) +
    dot(25, -4, 7, pale) +
    dot(-2, 3, 5, pale),
  fox: (): string =>
    shape('M-42,-40L-14,-20L14,-20L42,-40L40,4L0,42L-40,4Z', '#d9793c') +
    shape('M-40,4C-22,0 -8,12 0,42ZM40,4C22,0 8,12 0,42Z', pale) +
    dot(-15, -2, 4.5, dark) +
    dot(15, -2, 4.5, dark) +
    dot(0, 38, 6, dark),
  strawberry: (ground: string): string =>
    shape(
      'M0,46C-40,18 -46,-22 -18,-28C-8,-30 8,-30 18,-28C46,-22 40,18 0,46Z',
      lightness(ground) < 0.55 ? '#f27c86' : '#d3394a',
    ) +
    shape('M0,-46L7,-32L26,-36L14,-20L0,-25L-14,-20L-26,-36L-7,-32Z', '#5f9a57') +
    dot(-16, -8, 3, '#fbe6b0', 4) +
    dot(4, -6, 3, '#fbe6b0', 4) +
    dot(21, -8, 3, '#fbe6b0', 4) +
    dot(-7, 12, 3, '#fbe6b0', 4) +
    dot(12, 13, 3, '#fbe6b0', 4) +
    dot(0, 29, 3, '#fbe6b0', 4),
  apple: (): string =>
    stroke('M0,-24Q2,-38 10,-46', '#6d4734', 5) +
    shape('M4,-34C20,-48 34,-42 36,-36C24,-26 12,-26 4,-34Z', '#6fa367') +
    shape('M0,-22C-22,-36 -46,-16 -40,14C-34,42 -14,48 0,40C14,48 34,42 40,14C46,-16 22,-36 0,-22Z', '#d24a4f') +
    stroke('M-27,4Q-27,-10 -18,-14', '#f4b2ae', 5),
  owl: (ground: string): string =>
    shape(
      'M-34,-44L-12,-34L12,-34L34,-44C40,10 34,46 0,46C-34,46 -40,10 -34,-44Z',
      showing(ground, '#8a6a9e', '#e9c07a'),
    ) +
    shape('M-20,14C-10,6 10,6 20,14C20,34 10,42 0,42C-10,42 -20,34 -20,14Z', pale) +
    dot(-14, -14, 14, pale) +
    dot(14, -14, 14, pale) +
    dot(-12, -13, 6, dark) +
    dot(12, -13, 6, dark) +
    shape('M-6,-4L6,-4L0,8Z', '#e38a4b'),
  doll: (): string =>
    shape('M-40,2C-46,-56 46,-56 40,2L34,30L-34,30Z', dark) +
    shape('M-24,50C-22,26 22,26 24,50Z', '#d8576b') +
    dot(0, 2, 27, '#f6d5bd', 25) +
    shape('M-28,-6C-20,-32 20,-32 28,-6C14,-16 -14,-16 -28,-6Z', dark) +
    dot(-10, 4, 3.5, dark) +
    dot(10, 4, 3.5, dark) +
    dot(-16, 13, 5, '#f0a5a0') +
    dot(16, 13, 5, '#f0a5a0') +
    stroke('M-5,15Q0,19 5,15', '#c9353f', 3) +
    petals('#f0c75e', 5, 7, 5).replaceAll('<ellipse', '<ellipse transform="translate(26 -30)"'),
  babushka: (): string =>
    shape('M0,-50C28,-50 30,-20 24,-10C42,4 40,48 0,48C-40,48 -42,4 -24,-10C-30,-20 -28,-50 0,-50Z', '#c9353f') +
    dot(0, -24, 16, '#f6d5bd') +
    shape('M-15,-30C-8,-42 8,-42 15,-30C6,-34 -6,-34 -15,-30Z', '#6d4734') +
    shape('M-22,16C-18,0 18,0 22,16C24,40 -24,40 -22,16Z', '#f0c75e') +
    petals('#5f90c3', 5, 8, 6).replaceAll('<ellipse', '<ellipse transform="translate(0 18)"') +
    dot(-6, -24, 2.4, dark) +
    dot(6, -24, 2.4, dark),
  heart: (ground: string): string =>
    shape('M0,-20C-12,-48 -50,-40 -46,-8C-42,16 -16,28 0,46C16,28 42,16 46,-8C50,-40 12,-48 0,-20Z', accentOn(ground)),
  star: (ground: string): string =>
    shape('M0,-48L13,-16L47,-14L21,8L30,42L0,23L-30,42L-21,8L-47,-14L-13,-16Z', showing(ground, '#d4a23f', '#f8e3a0')),
  rose: (ground: string): string =>
    shape('M-46,22C-40,4 -20,8 -16,24C-28,34 -40,32 -46,22ZM46,16C36,2 20,8 16,24C28,34 42,30 46,16Z', '#7ca877') +
    dot(0, -4, 30, showing(ground, '#e58aa0', '#f6b9c4'), 28) +
    stroke('M-18,-2C-16,16 16,18 19,-2C18,-22 -10,-22 -10,-4C-8,8 10,6 8,-6', showing(ground, '#b94b68', '#c9556f'), 5),
  daisy: (ground: string): string => petals(showing(ground, '#e08aa2', pale), 7, 26, 14) + dot(0, 0, 14, '#f0c75e'),
  butterfly: (ground: string): string =>
    shape(
      'M0,-4C-14,-46 -52,-40 -46,-12C-44,2 -20,6 0,-4ZM0,-4C14,-46 52,-40 46,-12C44,2 20,6 0,-4Z',
      showing(ground, '#d96f86', '#f4b8c4'),
    ) +
    shape(
      'M0,-4C-30,2 -42,18 -30,34C-16,42 -2,20 0,-4ZM0,-4C30,2 42,18 30,34C16,42 2,20 0,-4Z',
      showing(ground, '#e7a04f', '#f3cf86'),
    ) +
    stroke('M0,-18L0,28', dark, 6),
  bird: (ground: string): string =>
    shape(
      'M-46,0C-40,-10 -34,-22 -16,-24C8,-26 16,-2 46,-20C44,14 18,34 -8,30C-28,26 -34,10 -34,4Z',
      showing(ground, '#5f90c3', '#f6f1e6'),
    ) +
    shape('M-10,0C4,-8 18,2 22,10C10,20 -6,18 -10,0Z', showing(ground, '#36496f', '#d8b7a4')) +
    dot(-22, -9, 3.5, dark) +
    stroke('M-4,30L-6,44M8,29L8,43', '#c9853f', 4),
  cat: (ground: string): string =>
    shape('M-34,-44L-16,-26L16,-26L34,-44C46,10 34,38 0,38C-34,38 -46,10 -34,-44Z', showing(ground, dark, '#f0d9b5')) +
    dot(-14, -2, 5, showing(ground, '#f0c75e', dark)) +
    dot(14, -2, 5, showing(ground, '#f0c75e', dark)) +
    shape('M-5,10L5,10L0,16Z', '#e58aa0'),
  dog: (ground: string): string =>
    shape(
      'M-46,-22L-34,-40L-24,-30L-12,-26L-8,-8L24,-10L38,-34L44,-28L38,0L36,38L22,38L20,18L-12,18L-14,38L-28,38L-28,2L-44,-8Z',
      showing(ground, dark, pale),
    ) + shape('M-28,-6L-8,-8L-9,0L-28,2Z', '#c9353f'),
  rabbit: (ground: string): string =>
    dot(-14, -28, 9, showing(ground, '#a58f80', pale), 24) +
    dot(14, -28, 9, showing(ground, '#a58f80', pale), 24) +
    dot(0, 14, 32, showing(ground, '#a58f80', pale), 29) +
    dot(-12, 8, 4, dark) +
    dot(12, 8, 4, dark) +
    dot(0, 18, 5, '#e58aa0', 4),
  car: (): string =>
    shape('M-48,22C-48,2 -40,2 -32,0L-18,-22L18,-22L32,0C44,2 48,6 48,22Z', '#d8414b') +
    shape('M-22,0L-12,-14L-2,-14L-2,0ZM4,0L4,-14L13,-14L22,0Z', '#d9edf2') +
    dot(-24, 24, 12, dark) +
    dot(25, 24, 12, dark) +
    dot(-24, 24, 5, pale) +
    dot(25, 24, 5, pale),
  dinosaur: (): string =>
    shape(
      'M-48,16C-30,18 -26,-6 -4,-12C10,-16 14,-26 16,-38C20,-50 46,-48 46,-34C46,-24 34,-24 30,-22C34,-2 28,16 16,22L16,42L4,42L2,26L-12,26L-14,42L-26,42L-26,24C-38,26 -46,24 -48,16Z',
      '#7fb069',
    ) + dot(33, -38, 3, dark),
  teacup: (ground: string): string =>
    shape('M-34,-20L26,-20C26,10 14,26 -4,26C-22,26 -34,10 -34,-20Z', showing(ground, '#e58aa0', pale)) +
    stroke('M26,-12C44,-16 44,10 20,8', showing(ground, '#e58aa0', pale), 7) +
    stroke('M-42,34L34,34', showing(ground, '#b94b68', '#f4b8c4'), 7),
  cupcake: (): string =>
    shape('M-30,6L30,6L20,44L-20,44Z', '#8fc0c9') +
    stroke('M-16,10L-11,42M0,10L0,42M16,10L11,42', '#6aa0ab', 3) +
    shape('M-38,8C-46,-10 -28,-18 -26,-20C-24,-40 24,-40 26,-20C28,-18 46,-10 38,8Z', '#f4b8c8') +
    dot(0, -38, 9, '#d3394a'),
  tree: (): string =>
    shape('M-6,34L6,34L6,48L-6,48Z', '#8a5f42') +
    shape('M0,-48L22,-16L12,-16L32,12L18,12L40,36L-40,36L-18,12L-32,12L-12,-16L-22,-16Z', '#5d8f63') +
    dot(-6, -8, 4, '#f0c75e') +
    dot(9, 6, 4, '#d8414b') +
    dot(-14, 22, 4, '#d8414b') +
    dot(12, 26, 4, '#f0c75e'),
  leaf: (ground: string): string =>
    shape('M-40,34C-44,-16 -4,-44 42,-42C44,8 14,44 -40,34Z', showing(ground, '#86a87c', '#c8d9b0')) +
    stroke('M-46,44C-20,18 4,-4 26,-26M-10,8L-8,-14M4,-6L24,-4', showing(ground, '#5b7f58', '#7c9a68'), 4),
  letters: (ground: string): string =>
    `<g class="t" font-size="52"><text x="-24" y="2" fill="#d8576b">A</text><text x="26" y="14" fill="${showing(ground, '#3f8080', pale)}">B</text><text x="-10" y="50" fill="#dd9a3c">C</text></g>`,
} as const;

export type Motif = keyof typeof motifs;
