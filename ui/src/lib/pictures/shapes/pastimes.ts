import { deep, mix } from '../palette.js';
import { heart, oval, round } from '../outline.js';
import { type Shapes } from './shape.js';

/** Games, crafts and jewels: what one passes an afternoon with. */
export const pastimes = {
  dominoes: {
    rests: 'lies',
    alone: true,
    colours: ['wood', 'black'],
    draw: (hand) =>
      hand.lit(round(66, 196, 268, 128, 10), '#d2a878') +
      hand.lit(round(82, 210, 236, 100, 6), '#a97f55') +
      [
        [96, 0],
        [152, 1],
        [208, 2],
        [264, 3],
      ]
        .map(
          ([x = 0, n = 0]) =>
            hand.lit(round(x, 216, 44, 88, 7), '#fbf6ea') +
            hand.line(`M${String(x + 6)},260L${String(x + 38)},260`, '#4a4450', 2.5) +
            hand.flat(oval(x + 22, 238, 5), '#c9353f') +
            hand.flat(oval(x + 12 + n * 4, 282, 5), '#3a3440') +
            hand.flat(oval(x + 32, 292, 5), '#5f90c3'),
        )
        .join('') +
      hand.lit('M92,92L186,66L200,118L106,144Z', '#fbf6ea') +
      hand.line('M140,80L154,130', '#4a4450', 2.5) +
      hand.flat(oval(118, 114, 6), '#c9353f') +
      hand.flat(oval(168, 92, 5), '#3a3440') +
      hand.flat(oval(180, 106, 5), '#3a3440') +
      hand.lit('M50,184L92,168L340,172L334,200L66,200Z', hand.colour === '#3d3a43' ? '#d2a878' : '#e2bf8d'),
  },
  skippingRope: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'blue'],
    draw: (hand) =>
      hand.line('M110,150C40,330 160,360 200,250C230,150 330,120 330,220C330,320 240,330 252,180', '#b79a6d', 12) +
      hand.line('M110,150C40,330 160,360 200,250C230,150 330,120 330,220C330,320 240,330 252,180', '#ecdcb8', 7) +
      hand.clad('M94,78Q112,70 130,78L134,120Q122,132 126,160L96,160Q100,132 88,120Z') +
      hand.clad('M236,96Q254,88 272,96L276,138Q264,150 268,186L238,186Q242,150 230,138Z') +
      hand.line('M92,112L132,112M234,130L274,130', hand.accent, 7),
  },
  harmonica: {
    rests: 'lies',
    colours: ['red', 'blue', 'green'],
    draw: (hand) =>
      hand.clad('M58,128L330,116L338,176L66,190Z') +
      hand.line('M82,140L316,129L320,166L86,178Z', hand.accent, 2.5) +
      hand.lit(
        'M70,214Q70,202 84,202L320,196Q336,196 336,210L338,290Q338,302 324,302L88,308Q74,308 74,296Z',
        '#cdd3d8',
      ) +
      hand.lit('M74,240L336,234L337,270L75,276Z', '#7b4f38') +
      [0, 1, 2, 3, 4, 5, 6, 7, 8]
        .map((i) => hand.flat(round(88 + i * 27.4, 244 - i * 0.5, 17, 22, 3), '#3a2c28'))
        .join(''),
  },
  glider: {
    rests: 'lies',
    colours: ['wood', 'blue', 'red'],
    draw: (hand) =>
      hand.lit('M66,232L326,120L338,146L92,262Z', '#e2bf8d') +
      hand.clad('M150,78Q196,68 208,92L262,290Q256,318 232,316Z') +
      hand.lit('M290,82L318,74L350,180L330,190Z', hand.colour) +
      hand.lit(oval(236, 210, 20), '#fbf6ea') +
      hand.lit(oval(236, 210, 11), '#c9353f') +
      hand.lit(oval(178, 120, 16), '#fbf6ea') +
      hand.lit(oval(178, 120, 9), '#c9353f') +
      hand.lit('M60,222L84,214L98,264L74,270Z', '#c9353f'),
  },
  balloons: {
    rests: 'stands',
    foot: 30,
    alone: true,
    colours: ['red', 'pink', 'blue'],
    draw: (hand) =>
      hand.line('M126,206Q180,270 200,340M276,196Q222,270 200,340M200,172L200,340', '#a3927c', 2.5) +
      [
        [126, 144, hand.accent],
        [276, 134, mix(hand.colour, '#fff3d8', 0.5)],
      ]
        .map(
          ([x, y, c]) =>
            hand.lit(oval(Number(x), Number(y), 56, 66), String(c)) +
            hand.flat(oval(Number(x) - 18, Number(y) - 24, 10, 16), '#ffffff', 0.5),
        )
        .join('') +
      hand.clad(oval(200, 110, 60, 70)) +
      hand.flat(oval(180, 84, 10, 17), '#ffffff', 0.5) +
      hand.lit('M192,182L200,170L208,182Z', hand.colour),
  },
  sewingKit: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'duckegg'],
    draw: (hand) =>
      hand.dressed(round(64, 190, 272, 138, 26), 200, 262, 90) +
      hand.line('M64,226Q200,236 336,226', hand.accent, 6) +
      [
        [110, '#c9353f'],
        [176, '#5f90c3'],
        [242, '#f0c75e'],
      ]
        .map(
          ([at, thread]) =>
            hand.lit(round(Number(at) - 24, 84, 48, 14, 5), '#dcb585') +
            hand.lit(round(Number(at) - 17, 96, 34, 62, 4), String(thread)) +
            hand.line(
              `M${String(Number(at) - 17)},112L${String(Number(at) + 17)},108M${String(Number(at) - 17)},130L${String(Number(at) + 17)},126M${String(Number(at) - 17)},146L${String(Number(at) + 17)},142`,
              deep(String(thread), 0.2),
              2,
            ) +
            hand.lit(round(Number(at) - 24, 156, 48, 14, 5), '#dcb585'),
        )
        .join('') +
      hand.line('M292,78L318,176', '#a9b0b3', 5) +
      hand.line('M294,84C340,100 300,140 350,164', '#c9353f', 2.5),
  },
  paints: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'cream', 'blue'],
    draw: (hand) =>
      hand.dressed(round(64, 78, 272, 112, 12), 200, 134, 76) +
      hand.lit(round(64, 194, 272, 124, 12), '#f1ece0') +
      ['#c9353f', '#e38a4b', '#f0c75e', '#7ca877', '#5f90c3', '#8b6ba6']
        .map((paint, i) => hand.lit(oval(96 + i * 42, 236, 17), paint))
        .join('') +
      hand.line('M90,288L270,288', '#b98a5a', 10) +
      hand.line('M270,288L292,288', '#c6cbd0', 11) +
      hand.lit('M290,280Q326,282 330,288Q326,294 290,296Z', '#5b4636'),
  },
  jewel: {
    rests: 'hangs',
    thread: 40,
    alone: true,
    colours: ['silver', 'gold', 'pink', 'turquoise', 'purple'],
    draw: (hand) => {
      const places = [
        [96, 124],
        [104, 176],
        [126, 222],
        [160, 254],
        [240, 254],
        [274, 222],
        [296, 176],
        [304, 124],
      ] as const;
      return (
        hand.line('M100,60C80,200 140,270 200,270C260,270 320,200 300,60', '#b58e3e', 3) +
        places
          .map(([x, y], i) => hand.lit(oval(x, y, i % 2 === 0 ? 17 : 12), i % 2 === 0 ? hand.colour : hand.accent))
          .join('') +
        (hand.motif === undefined ? hand.clad(heart(200, 298, 78)) : hand.figure(hand.motif, 200, 300, 84)) +
        hand.line(oval(200, 266, 8), '#b58e3e', 4)
      );
    },
  },
  ring: {
    rests: 'stands',
    foot: 60,
    colours: ['silver', 'gold'],
    draw: (hand) =>
      hand.line(oval(200, 258, 78, 80), deep('#d4ab55', 0.45), 23) +
      hand.line(oval(200, 258, 78, 80), '#d9b566', 18) +
      hand.line('M136,216Q150,190 178,182', '#fff0c4', 5) +
      hand.clad('M148,112L252,112L282,144L200,204L118,144Z') +
      hand.line(
        'M118,144L282,144M148,112L176,144L200,204L224,144L252,112M176,144L200,112L224,144',
        mix(hand.colour, '#ffffff', 0.6),
        3,
      ),
  },
} satisfies Shapes;
