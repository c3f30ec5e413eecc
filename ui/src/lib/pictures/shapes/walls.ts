import { deep, mix } from '../palette.js';
import { heart, oval, round } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

const screw = (hand: Hand, x: number, y: number): string => hand.lit(oval(x, y, 5), '#b9b4ac');

const clockFace = (hand: Hand, x: number, y: number, r: number): string =>
  hand.lit(oval(x, y, r), '#fdf8ea') +
  Array.from({ length: 12 }, (_, i) => {
    const angle = (i * Math.PI) / 6;
    const reach = (share: number): string =>
      `${String(x + Math.sin(angle) * r * share)},${String(y - Math.cos(angle) * r * share)}`;
    return hand.line(`M${reach(0.78)}L${reach(0.9)}`, '#4a4450', i % 3 === 0 ? 6 : 3);
  }).join('') +
  hand.line(
    `M${String(x)},${String(y)}L${String(x - r * 0.34)},${String(y - r * 0.3)}M${String(x)},${String(y)}L${String(x + r * 0.42)},${String(y - r * 0.48)}`,
    '#3a3440',
    6,
  ) +
  hand.lit(oval(x, y, 7), '#c9353f');

export const walls = {
  sign: {
    rests: 'hangs',
    painted: true,
    plain: true,
    thread: 104,
    colours: ['cream', 'duckegg', 'red', 'navy', 'green', 'black', 'mint'],
    draw: (hand) => {
      const board = round(58, 112, 284, 188, 10);
      const inner = round(72, 126, 256, 160, 4);
      return (
        hand.line('M96,120L200,52L304,120', '#8d8a86', 3) +
        hand.clad(board) +
        hand.line(inner, hand.accent, 3) +
        hand.letter(200, 206, 232, 142, mix(hand.accent, hand.colour, 0.05)) +
        screw(hand, 96, 122) +
        screw(hand, 304, 122)
      );
    },
  },
  chalkboard: {
    rests: 'hangs',
    thread: 84,
    colours: ['wood', 'white', 'red'],
    draw: (hand) =>
      hand.line('M120,96L200,44L280,96', '#b98a5a', 4) +
      hand.clad(round(82, 88, 236, 246, 8)) +
      hand.lit(round(104, 110, 192, 200, 3), '#454c50') +
      hand.line(heart(200, 190, 74), '#e9ece4', 4) +
      hand.line('M140,262L260,260M156,284L236,283', '#cfd5cd', 4) +
      hand.lit(round(226, 318, 46, 11, 4), '#fbf7ee'),
  },
  slateHeart: {
    rests: 'hangs',
    thread: 140,
    colours: ['slate'],
    draw: (hand) =>
      hand.line('M150,150L200,70L250,150', '#b98a5a', 4) +
      hand.lit(heart(200, 226, 232), '#4e555c') +
      hand.line(heart(200, 226, 232), '#757d84', 4) +
      hand.line('M140,216Q160,200 178,216Q198,230 218,212M140,248L240,246', '#e9ece4', 4),
  },
  memoBoard: {
    rests: 'hangs',
    thread: 84,
    colours: ['cream', 'red', 'duckegg'],
    draw: (hand) =>
      hand.line('M130,92L200,44L270,92', '#8d8a86', 3) +
      hand.clad(round(88, 86, 224, 250, 12)) +
      hand.line(
        'M88,170L196,86M88,280L282,86M120,336L312,150M216,336L312,246M312,170L204,86M312,280L118,86M280,336L88,150M184,336L88,246',
        hand.accent,
        5,
      ) +
      hand.lit('M150,170L230,160L238,232L158,242Z', '#fdf8ec') +
      hand.line('M166,186L216,180M168,204L222,198', '#9d9388', 2.5) +
      hand.lit(oval(192, 166, 8), '#c9353f'),
  },
  frame: {
    rests: 'stands',
    foot: 110,
    colours: ['white', 'cream', 'wood', 'silver', 'gold'],
    draw: (hand) =>
      hand.lit('M262,110L322,338L300,340L250,140Z', deep(hand.colour, 0.4)) +
      hand.clad(round(86, 76, 226, 266, 8)) +
      hand.line('M86,76L122,114M312,76L276,114M86,342L122,304M312,342L276,304', deep(hand.colour, 0.25), 2) +
      hand.lit('M118,110L280,110L280,308L118,308Z', '#fdfaf2') +
      hand.lit('M140,132L258,132L258,286L140,286Z', '#cfe0e4') +
      hand.flat('M140,250Q170,214 200,240Q230,206 258,236L258,286L140,286Z', '#9dbb8d') +
      hand.flat(oval(228, 164, 15), '#f5d98a') +
      hand.flat('M140,268Q196,246 258,270L258,286L140,286Z', '#7f9f74'),
  },
  mirror: {
    rests: 'hangs',
    thread: 66,
    colours: ['white', 'gold', 'cream', 'silver'],
    draw: (hand) =>
      hand.clad(oval(200, 206, 122, 144)) +
      hand.line(
        'M116,120C90,90 120,70 140,90M284,120C310,90 280,70 260,90M116,292C90,322 120,342 140,322M284,292C310,322 280,342 260,322',
        deep(hand.colour, 0.1),
        9,
      ) +
      hand.lit(oval(200, 206, 96, 118), '#d3e2e6') +
      hand.flat('M140,170L200,108L224,106L130,214Z', '#ffffff', 0.5) +
      hand.flat('M140,246L262,124L270,138L150,268Z', '#ffffff', 0.35),
  },
  alarmClock: {
    rests: 'stands',
    foot: 84,
    colours: ['red', 'green', 'ivory', 'pink'],
    draw: (hand) =>
      hand.line('M132,302L108,338M268,302L292,338', deep(hand.colour, 0.3), 17) +
      hand.line('M200,110L200,82M180,78L220,78', '#c79a45', 8) +
      hand.clad('M96,140C76,104 122,64 164,90L112,150Z') +
      hand.clad('M304,140C324,104 278,64 236,90L288,150Z') +
      hand.clad(oval(200, 220, 118)) +
      clockFace(hand, 200, 220, 90),
  },
  wallClock: {
    rests: 'hangs',
    thread: 74,
    colours: ['cream', 'red', 'duckegg', 'black'],
    draw: (hand) =>
      hand.line(oval(200, 78, 13), '#c79a45', 5) +
      hand.clad(oval(200, 214, 128)) +
      hand.line(oval(200, 214, 112), hand.accent, 4) +
      clockFace(hand, 200, 214, 96),
  },
  hooks: {
    rests: 'hangs',
    thread: 120,
    alone: true,
    colours: ['white', 'cream', 'zinc'],
    draw: (hand) =>
      hand.line('M110,146L200,74L290,146', '#8d8a86', 3) +
      hand.clad(round(52, 136, 296, 74, 14)) +
      hand.strewn(
        hand.motif === undefined ? hand.lit(heart(0, 0, 36), hand.accent) : hand.figure(hand.motif, 0, 0, 46),
        [
          [88, 172],
          [162, 172],
          [238, 172],
          [312, 172],
        ],
      ) +
      [88, 162, 238, 312]
        .map(
          (x) =>
            hand.line(
              `M${String(x)},208L${String(x)},258C${String(x)},294 ${String(x + 36)},290 ${String(x + 34)},262`,
              '#6b6870',
              9,
            ) + hand.lit(oval(x + 34, 258, 9), '#fbf4e2'),
        )
        .join(''),
  },
  coatHanger: {
    rests: 'hangs',
    thread: 84,
    colours: ['cream', 'pink', 'white'],
    draw: (hand) =>
      hand.line('M200,170L200,140C236,136 232,90 200,92C184,92 178,104 180,112', '#9b9894', 7) +
      hand.clad(
        'M200,164C240,180 330,226 346,254C352,276 334,282 318,278L82,278C66,282 48,276 54,254C70,226 160,180 200,164Z',
      ) +
      hand.lit(heart(200, 222, 64), hand.accent),
  },
  letters: {
    rests: 'stands',
    plain: true,
    foot: 140,
    alone: true,
    colours: ['white', 'cream', 'pink', 'red'],
    draw: (hand) => {
      const word = (hand.words[0] ?? 'HOME').slice(0, 6);
      const wide = Math.min(88, 312 / word.length);
      const first = 200 - (wide * word.length) / 2;
      return Array.from(word, (letter, i) => {
        const x = first + i * wide;
        return (
          hand.lit(
            `M${String(x + wide - 4)},210L${String(x + wide + 6)},206L${String(x + wide + 6)},334L${String(x + wide - 4)},340Z`,
            deep(hand.colour, 0.3),
          ) +
          hand.clad(round(x, 208, wide - 4, 132, 5)) +
          hand.write(letter, x + wide / 2 - 2, 306, wide * 0.98, wide * 0.8, deep(hand.accent, 0.15))
        );
      }).join('');
    },
  },
  keyFob: {
    rests: 'hangs',
    painted: true,
    plain: true,
    thread: 70,
    colours: ['cream', 'red', 'blue', 'green'],
    draw: (hand) =>
      hand.line(oval(200, 104, 32), '#8d8a86', 8) +
      hand.line(oval(200, 104, 32), '#d4d7d9', 4) +
      hand.clad('M160,152L240,152L262,180L262,320Q262,336 246,336L154,336Q138,336 138,320L138,180Z') +
      hand.lit(oval(200, 172, 11), '#d4ab55') +
      hand.letter(200, 256, 102, 120, mix(hand.accent, hand.colour, 0.05)),
  },
  magnets: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'duckegg'],
    draw: (hand) =>
      [
        [124, 128],
        [266, 120],
        [200, 216],
        [118, 290],
        [282, 294],
      ]
        .map(([x = 0, y = 0], i) => {
          const face = hand.motif;
          return i % 2 === 0
            ? hand.clad(oval(x, y, 56)) +
                (face === undefined ? hand.lit(heart(x, y + 2, 54), hand.accent) : hand.figure(face, x, y, 62))
            : hand.lit(oval(x, y, 54), hand.accent) + hand.lit(heart(x, y + 2, 54), hand.colour);
        })
        .join(''),
  },
  knob: {
    rests: 'stands',
    foot: 62,
    colours: ['white', 'red', 'blue', 'duckegg'],
    draw: (hand) =>
      hand.lit('M176,262L224,262L236,338Q200,348 164,338Z', '#b9b4ac') +
      hand.lit(oval(200, 262, 46, 15), '#d4ab55') +
      hand.dressed('M86,184C86,90 314,90 314,184C314,244 258,264 200,264C142,264 86,244 86,184Z', 200, 180, 104) +
      hand.flat(oval(152, 136, 28, 15), '#ffffff', 0.55),
  },
  doorstop: {
    rests: 'stands',
    foot: 108,
    colours: ['red', 'cream', 'blue'],
    draw: (hand) =>
      hand.line('M168,128C168,84 232,84 232,128', hand.accent, 15) +
      hand.lit('M258,126L322,196L312,340L280,340Z', deep(hand.colour)) +
      hand.dressed('M138,126L262,126Q292,220 294,340L104,340Q106,220 138,126Z', 198, 252, 110) +
      hand.stitches('M126,154L274,154', hand.accent),
  },
} satisfies Shapes;
