import { deep, mix } from '../palette.js';
import { frill, heart, oval, round, vessel } from '../outline.js';
import { type Shapes } from './shape.js';

const sheet = '#fdf8ec';

export const paper = {
  card: {
    rests: 'stands',
    foot: 112,
    colours: ['cream', 'pink', 'duckegg', 'yellow'],
    draw: (hand) =>
      hand.lit('M284,96L326,120L322,326L286,340Z', '#efe6d2') +
      hand.dressed('M92,88L288,96L288,340L96,336Z', 192, 190, 120) +
      (hand.motif === undefined && hand.pattern === undefined ? hand.lit(heart(192, 180, 84), hand.accent) : '') +
      hand.lit('M118,256L264,258L264,312L119,310Z', sheet) +
      hand.letter(191, 284, 134, 48, deep('#9b1b4b', 0.2)),
  },
  wrap: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'duckegg', 'cream'],
    draw: (hand) =>
      hand.clad('M70,118L262,56L338,254L150,330Z') +
      hand.lit(
        'M138,352L356,268C372,264 376,246 368,236C360,226 348,228 340,232L124,314C108,322 108,340 116,348C122,354 130,354 138,352Z',
        mix(hand.colour, '#ffffff', 0.25),
      ) +
      hand.clad('M138,352L356,268C372,264 376,246 368,236C360,226 348,228 340,232L148,306C162,314 158,344 138,352Z') +
      hand.lit(oval(131, 332, 15, 21), sheet) +
      hand.line('M131,320C122,322 122,342 131,342C138,342 138,330 132,330', deep(sheet, 0.4), 2.5),
  },
  napkins: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'cream', 'duckegg'],
    draw: (hand) =>
      hand.lit('M92,116L292,96L318,304L116,326Z', mix(hand.colour, '#ffffff', 0.55)) +
      hand.lit('M86,108L290,90L312,296L108,318Z', mix(hand.colour, '#ffffff', 0.4)) +
      hand.clad('M80,100L284,82L304,288L100,308Z') +
      hand.line('M182,92L202,298', deep(hand.colour, 0.18), 2.5) +
      hand.line('M92,204L294,186', deep(hand.colour, 0.18), 2.5),
  },
  tissues: {
    rests: 'lies',
    colours: ['pink', 'red', 'duckegg'],
    draw: (hand) =>
      hand.lit('M176,110C170,70 214,84 220,56C240,84 262,70 258,108Z', '#ffffff') +
      hand.clad(round(92, 98, 216, 224, 16)) +
      hand.lit('M92,158L308,150L308,176L92,186Z', hand.accent) +
      hand.lit(oval(200, 168, 44, 28), sheet) +
      hand.stitches('M110,308L292,308', mix(hand.colour, '#ffffff', 0.6)),
  },
  notebook: {
    rests: 'lies',
    colours: ['red', 'cream', 'duckegg', 'blue'],
    draw: (hand) =>
      hand.lit('M116,84L308,92L306,326L112,332Z', sheet) +
      hand.line('M306,110L304,318M301,104L299,322', deep(sheet, 0.2), 1.5) +
      hand.dressed('M100,74L290,80L290,318L98,326Z', 206, 226, 96) +
      hand.lit('M100,74L128,75L126,325L98,326Z', deep(hand.accent, 0.1)) +
      hand.lit(round(154, 110, 106, 56, 6), sheet) +
      hand.line('M168,130L246,131M168,146L226,147', deep(sheet, 0.35), 2.5) +
      hand.line('M276,80L276,319', deep(hand.accent, 0.2), 6),
  },
  paperChain: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'green', 'pink'],
    draw: (hand) =>
      [
        [54, 128],
        [104, 188],
        [160, 230],
        [222, 236],
        [282, 206],
        [326, 150],
        [352, 88],
      ]
        .map(([x = 0, y = 0], i) => {
          const colour = i % 2 === 0 ? hand.colour : hand.accent;
          return (
            hand.line(oval(x, y, 36, 32), deep(colour, 0.35), 24) +
            (i % 2 === 0 && hand.pattern !== undefined
              ? hand.line(oval(x, y, 36, 32), colour, 20) + hand.line(oval(x, y, 36, 32), `url(#${hand.pattern})`, 20)
              : hand.line(oval(x, y, 36, 32), colour, 20))
          );
        })
        .join('') +
      hand.lit('M110,300L270,290L276,336L116,346Z', hand.colour) +
      hand.lit('M118,288L278,278L280,300L120,312Z', hand.accent),
  },
  doilies: {
    rests: 'lies',
    alone: true,
    colours: ['white', 'pink', 'cream'],
    draw: (hand) => {
      const pierced = deep(hand.colour, 0.34);
      return (
        hand.lit(frill(238, 172, 108, 108, 20, 0.07), mix(hand.colour, '#ffffff', 0.4)) +
        hand.lit(frill(180, 220, 120, 120, 20, 0.07), hand.colour) +
        hand.pricks(oval(180, 220, 110), pierced, 11, 23) +
        hand.pricks(oval(180, 220, 90), pierced, 7, 14) +
        hand.line(oval(180, 220, 76), pierced, 2) +
        (hand.motif === undefined
          ? hand.line(frill(180, 220, 44, 44, 8, 0.2), pierced, 2.5)
          : hand.figure(hand.motif, 180, 220, 90))
      );
    },
  },
  tags: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'cream', 'duckegg', 'pink'],
    draw: (hand) =>
      hand.line('M250,96C300,40 340,80 372,30', '#b98a5a', 3) +
      hand.line('M136,110C130,60 180,50 190,20', '#b98a5a', 3) +
      hand.lit('M220,112L258,84L296,110L316,296L238,304Z', hand.accent) +
      hand.lit(oval(259, 114, 9), sheet) +
      hand.dressed('M98,136L138,96L180,128L196,330L106,338Z', 150, 250, 78) +
      hand.lit(oval(140, 126, 9), sheet),
  },
  stickers: {
    rests: 'lies',
    alone: true,
    colours: ['pink', 'red', 'duckegg'],
    draw: (hand) =>
      hand.lit('M86,74L306,82L312,320L284,332L84,328Z', sheet) +
      hand.lit('M312,320L284,332L288,308Z', '#e7dcc4') +
      [
        [144, 132],
        [246, 136],
        [146, 216],
        [248, 222],
        [148, 290],
      ]
        .map(([x = 0, y = 0], i) =>
          hand.motif !== undefined && i % 2 === 0
            ? hand.figure(hand.motif, x, y, 66)
            : i % 3 === 1
              ? hand.lit(heart(x, y, 62), hand.accent === '#faf7f0' ? '#c9353f' : hand.accent)
              : hand.lit(frill(x, y, 28, 28, 7, 0.22), hand.colour),
        )
        .join(''),
  },
  playingCards: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'blue', 'green'],
    draw: (hand) =>
      hand.lit('M60,150L172,84L262,246L150,312Z', sheet) +
      hand.figure(hand.motif ?? 'star', 160, 196, 70) +
      hand.lit('M122,112L250,92L278,274L150,294Z', sheet) +
      hand.lit(heart(200, 192, 66), '#c9353f') +
      hand.lit(round(206, 128, 130, 200, 14), sheet) +
      hand.clad(round(216, 138, 110, 180, 8)) +
      hand.lit(oval(271, 228, 34), sheet) +
      hand.lit(heart(271, 230, 36), deep(hand.colour, 0.05)),
  },
  boardGame: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'green', 'blue', 'yellow'],
    draw: (hand) =>
      hand.lit('M78,92L306,74L332,300L100,322Z', deep(hand.colour, 0.2)) +
      hand.clad('M72,84L300,66L324,288L94,310Z') +
      hand.lit('M102,116L272,104L286,222L116,236Z', sheet) +
      hand.letter(195, 172, 150, 92, deep(hand.colour, 0.35)) +
      hand.lit(round(112, 252, 38, 38, 8), sheet) +
      hand.flat(oval(122, 262, 4), '#3a3440') +
      hand.flat(oval(140, 280, 4), '#3a3440') +
      hand.flat(oval(131, 271, 4), '#3a3440') +
      hand.lit(oval(196, 264, 17), '#e38a4b') +
      hand.lit(oval(250, 258, 17), hand.accent),
  },
  pencils: {
    rests: 'stands',
    foot: 68,
    alone: true,
    colours: ['red', 'blue', 'pink'],
    draw: (hand) =>
      [142, 166, 190, 214, 238, 258]
        .map((x, i) => {
          const wood = ['#c9353f', '#f0c75e', '#5f90c3', '#7ca877', '#8b6ba6', '#e38a4b'][i] ?? hand.colour;
          const top = 78 + ((i * 29) % 4) * 9;
          return (
            hand.lit(
              `M${String(x - 11)},${String(top + 34)}L${String(x)},${String(top)}L${String(x + 11)},${String(top + 34)}Z`,
              '#ecd0a2',
            ) +
            hand.flat(
              `M${String(x - 4)},${String(top + 12)}L${String(x)},${String(top)}L${String(x + 4)},${String(top + 12)}Z`,
              wood,
            ) +
            hand.lit(
              `M${String(x - 11)},${String(top + 33)}L${String(x + 11)},${String(top + 33)}L${String(x + 11)},220L${String(x - 11)},220Z`,
              wood,
            )
          );
        })
        .join('') +
      hand.dressed(vessel(200, 186, 342, 74, 74), 200, 272, 96) +
      hand.line('M126,188C150,206 250,206 274,188', hand.accent, 7),
  },
  pen: {
    rests: 'lies',
    colours: ['pink', 'red', 'blue', 'green'],
    draw: (hand) =>
      hand.lit('M84,330L104,282L288,98L316,126L132,310Z', hand.colour) +
      hand.clad('M104,282L288,98L316,126L132,310Z') +
      hand.lit('M84,330L104,282L132,310Z', '#ecd0a2') +
      hand.flat('M84,330L93,309L105,321Z', '#3a3440') +
      hand.lit('M274,112L288,98L316,126L302,140Z', '#c6cbd0') +
      hand.lit('M288,98C304,80 334,110 316,126Z', hand.accent),
  },
  chalk: {
    rests: 'lies',
    alone: true,
    colours: ['yellow', 'red', 'blue'],
    draw: (hand) =>
      ['#fbf7ee', '#f4b8c4', '#a9d3e0', '#f3dc8e', '#b9d8ae', '#d9c3e4']
        .map((stick, i) => hand.lit(round(96 + i * 36, 84 + ((i * 31) % 3) * 9, 29, 150, 10), stick))
        .join('') +
      hand.clad('M80,190L320,184L324,326L84,332Z') +
      hand.lit('M112,226L290,222L292,288L114,292Z', sheet) +
      hand.letter(202, 257, 160, 56, deep(hand.colour, 0.4)),
  },
  calendar: {
    rests: 'hangs',
    thread: 84,
    colours: ['red', 'green', 'cream'],
    draw: (hand) =>
      hand.clad('M92,88L308,88L308,190L92,190Z') +
      hand.lit('M92,186L308,186L308,326L92,326Z', sheet) +
      [0, 1, 2]
        .flatMap((row) =>
          [0, 1, 2, 3, 4].map((column) =>
            hand.lit(
              round(108 + column * 38, 204 + row * 38, 30, 28, 4),
              (row + column) % 3 === 0 ? hand.colour : mix(hand.accent, '#ffffff', 0.3),
            ),
          ),
        )
        .join('') +
      hand.line('M140,80L140,98M200,80L200,98M260,80L260,98', '#8d8a86', 6),
  },
  ribbons: {
    rests: 'stands',
    foot: 108,
    alone: true,
    colours: ['red', 'pink', 'cream', 'green'],
    draw: (hand) =>
      hand.lit('M250,300C300,310 300,340 354,330L350,352C290,360 286,336 244,334Z', hand.accent) +
      [
        [200, 292, hand.colour],
        [200, 212, hand.accent],
        [200, 138, mix(hand.colour, '#fff3d8', 0.45)],
      ]
        .map(
          ([x, y, colour], i) =>
            hand.lit(vessel(Number(x), Number(y) - 30, Number(y) + 46, 88 - i * 10, 88 - i * 10), String(colour)) +
            (i === 0 && hand.pattern !== undefined
              ? hand.clad(vessel(Number(x), Number(y) - 30, Number(y) + 46, 88, 88))
              : hand.line(
                  `M${String(114 + i * 10)},${String(Number(y) + 8)}Q200,${String(Number(y) + 32)} ${String(286 - i * 10)},${String(Number(y) + 8)}`,
                  mix(String(colour), '#ffffff', 0.5),
                  6,
                )) +
            hand.lit(oval(Number(x), Number(y) - 30, 88 - i * 10, 19), '#ead7b4') +
            hand.lit(oval(Number(x), Number(y) - 30, 24, 6), '#a98458'),
        )
        .join(''),
  },
} satisfies Shapes;
