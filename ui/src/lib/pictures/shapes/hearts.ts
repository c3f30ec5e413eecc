import { mix } from '../palette.js';
import { frill, heart, oval, star } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

/** Canes laid over and under, inside an outline that the weave's ends fill. */
const woven = ({ lit, line }: Hand, outline: string, weave: string, colour: string): string =>
  lit(outline, colour) +
  line(weave, mix(colour, '#5b3f27', 0.4), 4) +
  line(outline, mix(colour, '#5b3f27', 0.45), 9) +
  line(outline, mix(colour, '#fff3dc', 0.35), 3);

const bow = (hand: Hand, x: number, y: number, colour: string, size = 1): string => {
  const by = (dx: number, dy: number): string => `${String(x + dx * size)},${String(y + dy * size)}`;
  return (
    hand.lit(`M${by(0, 0)}L${by(-22, 46)}L${by(-12, 42)}L${by(-4, 50)}L${by(4, 4)}Z`, colour) +
    hand.lit(`M${by(0, 0)}L${by(24, 44)}L${by(13, 42)}L${by(6, 50)}L${by(-4, 4)}Z`, colour) +
    hand.lit(
      `M${by(0, 0)}C${by(-20, -30)} ${by(-52, -20)} ${by(-44, 6)}C${by(-40, 22)} ${by(-14, 14)} ${by(0, 0)}Z`,
      colour,
    ) +
    hand.lit(
      `M${by(0, 0)}C${by(20, -30)} ${by(52, -20)} ${by(44, 6)}C${by(40, 22)} ${by(14, 14)} ${by(0, 0)}Z`,
      colour,
    ) +
    hand.lit(oval(x, y, 9 * size, 8 * size), mix(colour, '#2b2430', 0.15))
  );
};

export const hearts = {
  /** A padded or wooden heart on a ribbon. */
  heart: {
    rests: 'hangs',
    thread: 120,
    colours: ['red', 'cream', 'pink', 'duckegg'],
    draw: (hand) =>
      hand.clad(heart(200, 226, 220)) +
      hand.stitches(heart(200, 224, 190), mix(hand.accent, hand.colour, 0.25)) +
      bow(hand, 200, 158, hand.accent, 0.75),
  },
  /** A heart of wicker: two canes and what is woven between them. */
  wickerHeart: {
    rests: 'hangs',
    thread: 130,
    colours: ['wicker'],
    draw: (hand) =>
      woven(
        hand,
        heart(200, 224, 230),
        'M112,180L226,306M100,206L204,316M138,154L254,284M170,150L278,262M210,160L294,236M246,146L308,204M290,176L174,306M302,202L198,316M262,150L146,284M230,150L122,262M192,160L106,236M156,146L94,204',
        hand.colour,
      ) + bow(hand, 200, 158, hand.accent, 0.6),
  },
  /** Bent wire: an open heart with curls. */
  wireHeart: {
    rests: 'hangs',
    thread: 134,
    colours: ['ivory', 'zinc', 'white'],
    draw: ({ line, colour }) => {
      const wire = heart(200, 224, 216);
      const curls =
        'M200,304C150,260 150,220 176,214C196,212 196,240 180,238M200,304C250,260 250,220 224,214C204,212 204,240 220,238' +
        'M108,190C140,160 168,180 150,200C138,208 132,192 142,188M292,190C260,160 232,180 250,200C262,208 268,192 258,188M200,172L200,304';
      const deep = mix(colour, '#3a3034', 0.5);
      return line(wire, deep, 11) + line(curls, deep, 7) + line(wire, colour, 8) + line(curls, colour, 4.5);
    },
  },
  star: {
    rests: 'hangs',
    thread: 106,
    colours: ['gold', 'white', 'red', 'wood'],
    draw: (hand) =>
      hand.clad(star(200, 222, 124)) +
      hand.line(
        'M200,222L200,98M200,222L318,184M200,222L273,322M200,222L127,322M200,222L82,184',
        mix(hand.colour, '#3a3034', 0.25),
        2,
      ) +
      hand.lit(oval(200, 112, 5), hand.accent),
  },
  wickerStar: {
    rests: 'hangs',
    thread: 100,
    colours: ['wicker'],
    draw: (hand) =>
      woven(
        hand,
        star(200, 222, 128, 5, 0.52),
        'M160,170L238,270M240,170L162,270M140,200L220,300M260,200L180,300M200,130L270,220M200,130L130,220M110,190L250,262M290,190L150,262',
        hand.colour,
      ),
  },
  wreath: {
    rests: 'hangs',
    thread: 100,
    colours: ['green', 'wicker'],
    draw: (hand) =>
      hand.line(oval(200, 222, 96), mix(hand.colour, '#3b2f25', 0.4), 44) +
      hand.line(oval(200, 222, 96), hand.colour, 36) +
      hand.line(
        'M110,190L90,176M104,240L84,252M130,290L118,310M190,316L184,338M250,308L262,326M292,260L314,266M296,204L316,192M262,150L276,132M200,128L204,108M140,146L126,130M128,206L150,200M140,262L158,250M190,296L196,276M256,276L244,258M272,220L250,216M244,160L232,178',
        mix(hand.colour, '#fff6d8', 0.3),
        7,
      ) +
      [
        [118, 188],
        [128, 274],
        [216, 318],
        [290, 250],
        [274, 162],
        [178, 130],
      ]
        .map(([x = 0, y = 0]) => hand.lit(oval(x, y, 10), '#c9353f'))
        .join('') +
      bow(hand, 200, 306, hand.accent, 0.9),
  },
  bauble: {
    rests: 'hangs',
    thread: 106,
    colours: ['red', 'gold', 'silver', 'green', 'duckegg'],
    draw: ({ clad, lit, line, flat, accent }) =>
      lit('M182,122L218,122L220,146L180,146Z', '#d4ab55') +
      line(oval(200, 114, 8), '#b58e3e', 4) +
      clad(oval(200, 236, 98)) +
      line('M106,214Q200,258 294,214M104,250Q200,294 296,250', accent, 5) +
      flat(oval(160, 196, 20, 30), '#ffffff', 0.4),
  },
  bells: {
    rests: 'hangs',
    thread: 110,
    alone: true,
    colours: ['zinc', 'gold', 'silver'],
    draw: (hand) => {
      const bell = (x: number, y: number): string =>
        hand.lit(oval(x, y + 92, 12), mix(hand.colour, '#2b2430', 0.4)) +
        hand.clad(
          `M${String(x)},${String(y)}C${String(x + 44)},${String(y + 4)} ${String(x + 32)},${String(y + 60)} ${String(x + 58)},${String(y + 88)}Q${String(x)},${String(y + 104)} ${String(x - 58)},${String(y + 88)}C${String(x - 32)},${String(y + 60)} ${String(x - 44)},${String(y + 4)} ${String(x)},${String(y)}Z`,
        );
      return bell(250, 214) + bell(150, 196) + bell(200, 150) + bow(hand, 200, 136, hand.accent, 0.9);
    },
  },
  /** A rosette of paper or felt flowers on a thread. */
  flower: {
    rests: 'lies',
    colours: ['pink', 'red', 'cream', 'lilac'],
    draw: ({ clad, lit, line, colour, accent }) =>
      line('M204,214C214,270 206,310 190,352', '#6f9a68', 10) +
      lit('M200,312C230,262 284,270 296,262C288,312 246,334 200,312Z', '#86ad7d') +
      clad(frill(200, 164, 88, 86, 9, 0.26)) +
      lit(frill(200, 164, 52, 50, 8, 0.22), mix(colour, '#ffffff', 0.3)) +
      lit(oval(200, 164, 24), accent === '#faf7f0' ? '#f0c75e' : accent),
  },
} satisfies Shapes;

export { bow };
