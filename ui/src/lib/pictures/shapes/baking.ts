import { deep, mix } from '../palette.js';
import { flame, frill, heart, oval, round, star, vessel } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

const icings = ['#f6c3cf', '#fbf0d8', '#bfe0d2', '#e9b9a0'] as const;

/** A fairy cake in its paper case, standing on `y`. */
const fairyCake = (hand: Hand, x: number, y: number, size: number, icing: string): string => {
  const by = (dx: number, dy: number): string => `${String(x + dx * size)},${String(y + dy * size)}`;
  return (
    hand.lit(`M${by(-16, -20)}L${by(16, -20)}L${by(12, 0)}L${by(-12, 0)}Z`, '#fdf6e8') +
    hand.lit(
      `M${by(-19, -19)}C${by(-24, -36)} ${by(-10, -42)} ${by(0, -43)}C${by(10, -42)} ${by(24, -36)} ${by(19, -19)}C${by(10, -14)} ${by(-10, -14)} ${by(-19, -19)}Z`,
      icing,
    ) +
    hand.lit(oval(x, y - 44 * size, 4.5 * size), '#d3394a')
  );
};

/** What stands on the three tiers, icing by icing. */
const cakes = [
  [
    [104, 273],
    [252, 273],
    [168, 191],
    [238, 117],
  ],
  [
    [148, 273],
    [270, 191],
    [130, 191],
  ],
  [
    [296, 273],
    [232, 191],
    [162, 117],
  ],
] as const;

/** A fluted paper case, seen a little from above. */
const paperCase = (hand: Hand, x: number, y: number, half: number): string => {
  const line = (share: number): string =>
    `M${String(x + half * share)},${String(y + half * 0.16)}L${String(x + half * share * 0.74)},${String(y + half * 0.86)}`;
  return (
    hand.clad(
      `M${String(x - half)},${String(y)}L${String(x - half * 0.72)},${String(y + half * 0.84)}Q${String(x)},${String(y + half)} ${String(x + half * 0.72)},${String(y + half * 0.84)}L${String(x + half)},${String(y)}Z`,
    ) +
    hand.line([-0.75, -0.45, -0.15, 0.15, 0.45, 0.75].map(line).join(''), deep(hand.colour, 0.2), 2) +
    hand.lit(frill(x, y, half, half * 0.26, 16, 0.08), mix(hand.colour, '#ffffff', 0.45)) +
    hand.flat(oval(x + 2, y + half * 0.04, half * 0.74, half * 0.16), deep(hand.colour, 0.3), 0.45)
  );
};

const tin = (hand: Hand, x: number, top: number, bottom: number, half: number): string =>
  hand.clad(vessel(x, top, bottom, half, half)) +
  hand.lit(vessel(x, top - 4, top + 34, half + 5, half + 5), hand.accent) +
  hand.lit(oval(x, top - 4, half + 5, half * 0.22), mix(hand.accent, '#ffffff', 0.2)) +
  hand.lit(oval(x, top - 10, 9, 7), deep(hand.accent, 0.2));

export const baking = {
  cakestand: {
    rests: 'stands',
    foot: 92,
    alone: true,
    colours: ['white', 'pink', 'duckegg'],
    draw: (hand) => {
      const tier = (y: number, half: number): string =>
        hand.clad(
          `M${String(200 - half)},${String(y)}Q${String(200 - half * 0.8)},${String(y + half * 0.3)} 200,${String(y + half * 0.3)}Q${String(200 + half * 0.8)},${String(y + half * 0.3)} ${String(200 + half)},${String(y)}Z`,
        ) +
        hand.lit(oval(200, y, half, half * 0.17), mix(hand.colour, '#fffaf0', 0.5)) +
        hand.line(oval(200, y, half, half * 0.17), hand.accent, 3);
      return (
        hand.line('M200,60L200,300', '#c79a45', 8) +
        hand.line(oval(200, 52, 13, 15), '#c79a45', 5) +
        hand.lit('M186,296L214,296Q222,320 264,330L264,342L136,342L136,330Q178,320 186,296Z', hand.colour) +
        tier(270, 140) +
        tier(188, 104) +
        tier(114, 68) +
        hand.line('M200,64L200,112', '#c79a45', 7) +
        cakes.map((places, i) => hand.strewn(fairyCake(hand, 0, 0, 0.92, icings[i] ?? icings[0]), places)).join('')
      );
    },
  },
  cakePlate: {
    rests: 'stands',
    foot: 84,
    alone: true,
    colours: ['white', 'pink', 'red', 'cream'],
    draw: (hand) =>
      hand.lit(
        'M184,252L216,252C214,300 230,318 268,326Q272,342 268,342L132,342Q128,342 132,326C170,318 186,300 184,252Z',
        hand.colour,
      ) +
      hand.clad('M56,226Q66,262 200,264Q334,262 344,226Z') +
      hand.lit(oval(200, 226, 144, 22), mix(hand.colour, '#fffaf0', 0.5)) +
      hand.lit('M104,222L104,160L296,160L296,222Q200,244 104,222Z', '#e8bd84') +
      hand.line('M104,192Q200,212 296,192', '#c9353f', 7) +
      hand.lit(
        'M100,168C96,118 304,118 300,168C298,190 282,190 276,174C268,196 246,196 240,176C230,198 208,198 202,178C192,198 170,196 164,176C156,194 134,194 126,174C120,188 102,188 100,168Z',
        '#fbe3e4',
      ) +
      hand.lit(oval(200, 122, 12), '#d3394a') +
      hand.line('M202,112Q206,96 218,92', '#5f9a57', 3),
  },
  /** A tower of tins, the largest below. */
  cakeTins: {
    rests: 'stands',
    foot: 122,
    alone: true,
    colours: ['red', 'cream', 'duckegg', 'pink'],
    draw: (hand) => tin(hand, 200, 236, 342, 116) + tin(hand, 200, 158, 238, 88) + tin(hand, 200, 96, 160, 62),
  },
  tin: {
    rests: 'stands',
    foot: 104,
    colours: ['cream', 'red', 'duckegg', 'blue'],
    draw: (hand) =>
      tin(hand, 200, 150, 342, 104) +
      (hand.pattern === undefined ? hand.letter(200, 262, 150, 70, deep(hand.accent, 0.1)) : ''),
  },
  cakeCases: {
    rests: 'stands',
    foot: 140,
    alone: true,
    colours: ['pink', 'red', 'duckegg', 'cream'],
    draw: (hand) =>
      paperCase(hand, 128, 196, 64) +
      paperCase(hand, 272, 200, 64) +
      hand.lit('M136,262C120,196 156,176 200,174C244,176 280,196 264,262Z', '#f6c3cf') +
      hand.lit(oval(200, 172, 14), '#d3394a') +
      hand.line(
        'M160,222L170,214M188,206L198,212M222,214L230,206M240,234L248,226M178,236L188,242M212,240L222,234',
        '#ffffff',
        4,
      ) +
      paperCase(hand, 200, 254, 88),
  },
  cutters: {
    rests: 'lies',
    alone: true,
    colours: ['silver', 'copper', 'red'],
    draw: (hand) => {
      const edge = (outline: string): string =>
        hand.line(outline, deep(hand.colour, 0.45), 15) +
        hand.line(outline, hand.colour, 10) +
        hand.line(outline, '#ffffff88', 3);
      return edge(heart(146, 142, 140)) + edge(star(276, 236, 74)) + edge(frill(140, 280, 46, 46, 6, 0.24));
    },
  },
  fairyCake: {
    rests: 'stands',
    foot: 80,
    colours: ['pink', 'cream', 'red'],
    draw: (hand) => {
      const flutes = 'M142,240L152,332M166,244L172,338M190,246L192,340M214,246L210,340M238,244L230,338M260,240L250,332';
      return (
        hand.clad('M116,230L284,230L262,334Q200,350 138,334Z') +
        hand.line(flutes, deep(hand.colour, 0.25), 3) +
        hand.lit(
          'M104,230C84,176 122,150 144,150C146,104 254,104 256,150C280,150 316,178 296,230Q276,256 250,238Q226,258 200,240Q172,258 150,238Q122,256 104,230Z',
          mix(hand.accent, '#fff3e6', 0.7),
        ) +
        hand.lit(oval(200, 108, 25), '#d3394a') +
        hand.flat(oval(192, 100, 7, 5), '#ffffff', 0.7) +
        hand.line(
          'M146,190L158,182M186,172L196,180M230,182L240,174M254,206L264,200M172,212L184,218M216,214L228,208',
          '#c9566f',
          5,
        )
      );
    },
  },
  jelly: {
    rests: 'stands',
    foot: 116,
    colours: ['copper', 'cream', 'zinc', 'pink'],
    draw: (hand) =>
      hand.clad(
        'M86,320C96,250 108,240 124,222C124,176 150,176 152,150C154,108 246,108 248,150C250,176 276,176 276,222C292,240 304,250 314,320Q200,350 86,320Z',
      ) +
      hand.line(
        'M152,150C146,220 136,280 128,330M200,122L200,338M248,150C254,220 264,280 272,330M124,222Q200,246 276,222',
        deep(hand.colour, 0.3),
        3,
      ) +
      hand.lit(round(74, 314, 252, 26, 12), hand.colour),
  },
  bakingSet: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'blue'],
    draw: (hand) =>
      hand.line('M70,330L104,296M296,104L330,70', hand.accent === '#faf7f0' ? '#c9353f' : hand.accent, 20) +
      hand.lit('M86,286L286,86L314,114L114,314Z', '#dcb585') +
      hand.line('M116,92L196,172M262,262L318,318', '#8a5f42', 12) +
      hand.lit('M78,54C120,40 152,86 130,112C104,132 60,100 78,54Z', '#e8c99d') +
      hand.line('M236,236C270,212 292,232 262,262M236,236C212,270 232,292 262,262M236,236L262,262', '#9ba3a8', 5) +
      paperCase(hand, 292, 196, 38) +
      paperCase(hand, 150, 300, 38),
  },
  scales: {
    rests: 'stands',
    foot: 104,
    alone: true,
    colours: ['ivory', 'red', 'green'],
    draw: (hand) =>
      hand.lit('M76,110Q90,152 200,154Q310,152 324,110Z', mix(hand.colour, '#e4e6e6', 0.75)) +
      hand.lit(oval(200, 110, 124, 20), '#f2f2ee') +
      hand.lit(round(178, 150, 44, 26, 4), '#a9b0b3') +
      hand.clad('M130,174L270,174C284,230 300,290 310,334Q200,348 90,334C100,290 116,230 130,174Z') +
      hand.lit(oval(200, 252, 66), '#fbf7ea') +
      hand.line(
        'M200,196L200,206M200,298L200,308M144,252L154,252M246,252L256,252M160,212L167,219M240,212L233,219M160,292L167,285M240,292L233,285',
        '#4e4a50',
        4,
      ) +
      hand.line('M200,256L222,212', '#c9353f', 5) +
      hand.lit(oval(200, 252, 7), '#4e4a50'),
  },
  cakeCandle: {
    rests: 'stands',
    foot: 80,
    colours: ['chocolate', 'pink', 'cream'],
    draw: (hand) =>
      hand.flat(flame(200, 118, 56), '#f5b544') +
      hand.flat(flame(200, 118, 30), '#fff3c4') +
      hand.line('M200,114L200,140', '#5b4636', 3) +
      hand.clad(vessel(200, 170, 342, 112, 106)) +
      hand.lit(
        'M84,176C80,120 320,120 316,176C312,214 288,202 282,184C270,222 240,220 236,190C224,230 190,226 186,192C174,220 140,218 138,188C126,206 90,206 84,176Z',
        mix(hand.colour, '#fff3e2', 0.7),
      ),
  },
  bakeware: {
    rests: 'lies',
    colours: ['pink', 'red', 'black'],
    draw: (hand) =>
      hand.line('M262,262L344,344', deep(hand.colour, 0.5), 26) +
      hand.line('M262,262L344,344', hand.colour, 21) +
      hand.lit(oval(180, 180, 116), deep(hand.colour, 0.35)) +
      hand.lit(oval(180, 180, 98), '#57535b') +
      hand.lit(hand.motif === undefined ? frill(184, 184, 56, 54, 7, 0.2) : heart(182, 188, 122), '#fdf8ec') +
      hand.lit(oval(180, 176, 24), '#f2b93f'),
  },
} satisfies Shapes;
