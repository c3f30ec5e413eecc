import { deep, mix } from '../palette.js';
import { frill, oval, round, vessel } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

/** A handle is a bent bar: its dark edge, itself, and where the light falls. */
const handle = (hand: Hand, path: string, width: number, colour: string): string =>
  hand.line(path, deep(colour, 0.5), width + 3) +
  hand.line(path, colour, width) +
  hand.line(path, '#ffffff55', width / 4);

const fork = (hand: Hand, x: number, colour: string): string =>
  hand.lit(
    `M${String(x - 24)},84L${String(x - 16)},84L${String(x - 14)},136L${String(x - 5)},136L${String(x - 4)},84L${String(x + 4)},84L${String(x + 5)},136L${String(x + 14)},136L${String(x + 16)},84L${String(x + 24)},84C${String(x + 28)},150 ${String(x + 22)},166 ${String(x + 8)},176L${String(x + 8)},214L${String(x - 8)},214L${String(x - 8)},176C${String(x - 22)},166 ${String(x - 28)},150 ${String(x - 24)},84Z`,
    colour,
  );

export const tableware = {
  mug: {
    rests: 'stands',
    foot: 96,
    colours: ['white', 'cream', 'duckegg', 'red', 'pink'],
    draw: (hand) =>
      handle(hand, 'M270,190C340,176 342,286 262,282', 19, hand.colour) +
      hand.dressed(vessel(186, 140, 344, 98, 88), 186, 250, 116) +
      (hand.motif === undefined && hand.pattern === undefined
        ? hand.letter(186, 252, 150, 110, deep(hand.accent, 0.2))
        : '') +
      hand.lit(oval(186, 140, 98, 24), deep(hand.colour, 0.18)) +
      hand.flat(oval(186, 145, 88, 18), '#7a4f37'),
  },
  teacup: {
    rests: 'stands',
    foot: 130,
    colours: ['pink', 'green', 'duckegg', 'white'],
    draw: (hand) =>
      hand.lit(oval(200, 314, 150, 30), hand.accent) +
      hand.lit(oval(200, 308, 128, 21), '#fbf7ee') +
      hand.flat(oval(210, 306, 76, 12), '#6d4734', 0.2) +
      handle(hand, 'M276,196C350,160 350,262 258,262', 13, hand.accent) +
      hand.dressed('M92,170C96,262 134,306 200,308C266,306 304,262 308,170Q200,206 92,170Z', 200, 244, 92) +
      hand.lit(oval(200, 170, 108, 26), '#fbf7ee') +
      hand.line(oval(200, 170, 108, 26), '#d4ab55', 4) +
      hand.flat(oval(200, 175, 94, 18), '#8f5a34') +
      hand.flat(oval(176, 172, 34, 6), '#c98f58', 0.7),
  },
  teapot: {
    rests: 'stands',
    foot: 110,
    colours: ['white', 'red', 'duckegg', 'pink'],
    draw: (hand) =>
      handle(hand, 'M116,196C30,166 40,300 124,286', 18, hand.accent) +
      hand.lit('M266,262C310,254 306,186 344,164L362,178C342,204 350,288 268,306Z', hand.colour) +
      hand.dressed('M98,240C98,150 302,150 302,240C302,300 262,336 200,340C138,336 98,300 98,240Z', 200, 254, 100) +
      hand.lit('M138,176C140,132 260,132 262,176Q200,196 138,176Z', hand.accent) +
      hand.lit(oval(200, 134, 17, 15), hand.colour),
  },
  jug: {
    rests: 'stands',
    foot: 88,
    colours: ['cream', 'white', 'duckegg'],
    draw: (hand) =>
      handle(hand, 'M274,138C352,120 350,268 272,268', 17, hand.colour) +
      hand.dressed(
        'M112,92L96,70Q180,104 282,84C262,130 268,160 284,206C304,272 284,330 268,338Q194,350 124,338C104,326 88,268 112,206C128,160 128,124 112,92Z',
        194,
        250,
        104,
      ) +
      hand.line('M96,70Q180,104 282,84', hand.accent, 6),
  },
  bowl: {
    rests: 'stands',
    foot: 86,
    colours: ['white', 'pink', 'duckegg', 'red'],
    draw: (hand) =>
      hand.lit('M142,318L258,318L266,340Q200,350 134,340Z', deep(hand.colour, 0.12)) +
      hand.dressed('M62,196C70,276 128,326 200,328C272,326 330,276 338,196Q200,254 62,196Z', 200, 278, 80) +
      hand.lit(oval(200, 194, 138, 40), mix(hand.colour, '#fff8ea', 0.55)) +
      hand.flat(oval(204, 202, 116, 28), deep(hand.colour, 0.4), 0.25) +
      hand.line(oval(200, 194, 138, 40), hand.accent, 4),
  },
  plate: {
    rests: 'lies',
    colours: ['white', 'cream', 'duckegg', 'pink'],
    draw: (hand) =>
      hand.clad(oval(200, 206, 148)) +
      hand.line(oval(200, 206, 140), hand.accent, 4) +
      hand.lit(oval(200, 206, 98), mix(hand.colour, '#fffaf0', 0.6)) +
      (hand.motif === undefined
        ? hand.line(frill(200, 206, 62, 62, 12, 0.14), mix(hand.accent, '#ffffff', 0.25), 3)
        : hand.figure(hand.motif, 200, 206, 110)),
  },
  glass: {
    rests: 'stands',
    foot: 74,
    colours: ['glass'],
    draw: (hand) =>
      hand.glass(vessel(200, 108, 342, 84, 66), hand.colour) +
      hand.line(
        'M124,170Q200,196 276,170M128,196Q200,222 272,196M150,212L158,322M176,220L180,330M224,220L220,330M250,212L242,322',
        mix(hand.colour, '#ffffff', 0.6),
        4,
      ) +
      hand.line(oval(200, 108, 84, 18), mix(hand.colour, '#ffffff', 0.5), 4) +
      hand.line('M132,124L146,316', '#ffffff', 7),
  },
  goblet: {
    rests: 'stands',
    foot: 66,
    colours: ['glass', 'pink', 'green'],
    draw: (hand) =>
      hand.glass(
        'M122,84C116,180 140,222 190,232L190,306Q136,314 130,338Q200,352 270,338Q264,314 210,306L210,232C260,222 284,180 278,84Z',
        hand.colour,
      ) +
      hand.line(oval(200, 84, 78, 16), mix(hand.colour, '#ffffff', 0.6), 4) +
      hand.line('M132,112C132,168 144,196 164,212', '#ffffff', 6),
  },
  bottle: {
    rests: 'stands',
    foot: 68,
    colours: ['glass', 'green', 'turquoise', 'cream'],
    draw: (hand) =>
      hand.lit(round(180, 58, 40, 34, 7), '#b98a5a') +
      hand.glass(
        'M178,84L222,84L224,140C228,172 264,170 264,210L262,328Q200,352 138,328L136,210C136,170 172,172 176,140Z',
        hand.colour,
      ) +
      hand.dressed('M138,224Q200,240 262,224L261,298Q200,314 139,298Z', 200, 266, 56) +
      hand.line('M150,200L152,318', '#ffffff', 6),
  },
  cutlery: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'cream', 'duckegg'],
    draw: (hand) => {
      const steel = '#cfd4d8';
      const grip = (x: number): string =>
        hand.clad(round(x - 17, 206, 34, 140, 15)) +
        hand.lit(oval(x, 222, 5), steel) +
        hand.lit(oval(x, 326, 5), steel);
      return (
        fork(hand, 110, steel) +
        hand.lit('M188,214L186,80C212,78 224,120 218,176L214,214Z', steel) +
        hand.lit(oval(292, 116, 33, 44), steel) +
        hand.flat(oval(288, 108, 20, 28), '#ffffff', 0.45) +
        hand.lit('M284,156L300,156L300,214L284,214Z', steel) +
        grip(110) +
        grip(200) +
        grip(292)
      );
    },
  },
  spoons: {
    rests: 'hangs',
    alone: true,
    thread: 96,
    colours: ['silver', 'zinc', 'pink'],
    draw: (hand) =>
      [
        [130, 40, 18],
        [176, 34, 6],
        [222, 28, -6],
        [264, 22, -16],
      ]
        .map(([x = 0, r = 0, lean = 0], i) => {
          const foot = 304 - i * 20;
          return (
            hand.line(`M200,106L${String(x)},${String(foot - r)}`, deep(hand.colour, 0.35), 12) +
            hand.line(`M200,106L${String(x)},${String(foot - r)}`, hand.colour, 9) +
            hand.lit(oval(x - lean / 4, foot, r, r * 1.1), hand.colour) +
            hand.flat(oval(x - r * 0.15, foot - r * 0.1, r * 0.68, r * 0.74), '#3a3034', 0.16)
          );
        })
        .join('') + hand.line(oval(200, 104, 14), hand.accent, 5),
  },
  tray: {
    rests: 'lies',
    colours: ['cream', 'red', 'duckegg', 'pink'],
    draw: (hand) =>
      handle(hand, 'M58,170C20,176 20,240 58,246', 13, hand.accent) +
      handle(hand, 'M342,170C380,176 380,240 342,246', 13, hand.accent) +
      hand.lit(round(52, 100, 296, 216, 40), hand.accent) +
      hand.dressed(round(70, 118, 260, 180, 28), 200, 208, 120),
  },
  eggCup: {
    rests: 'stands',
    foot: 62,
    colours: ['white', 'pink', 'duckegg', 'yellow'],
    draw: (hand) =>
      hand.lit('M144,200C140,60 260,60 256,200Z', '#f3dcc0') +
      hand.dressed(
        'M126,190Q200,214 274,190C278,254 246,282 214,288L218,312Q262,318 264,338Q200,350 136,338Q138,318 182,312L186,288C154,282 122,254 126,190Z',
        200,
        240,
        58,
      ) +
      hand.line('M126,190Q200,214 274,190', hand.accent, 5),
  },
} satisfies Shapes;
