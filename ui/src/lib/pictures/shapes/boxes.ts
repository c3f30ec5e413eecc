import { deep, inkOn, mix } from '../palette.js';
import { frill, oval, round, vessel } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';
import { bow } from './hearts.js';

const ring = (hand: Hand, x: number, y: number): string => hand.lit(oval(x, y, 10), '#d4ab55');

export const boxes = {
  box: {
    rests: 'stands',
    foot: 130,
    colours: ['pink', 'duckegg', 'cream', 'red'],
    draw: (hand) =>
      hand.lit('M290,196L338,176L332,306L290,338Z', deep(hand.colour)) +
      hand.dressed('M78,190L292,190L292,340L84,340Z', 186, 270, 96) +
      hand.lit('M66,150L304,150L304,196L66,196Z', hand.accent) +
      hand.lit('M304,150L350,134L348,180L304,196Z', deep(hand.accent, 0.25)) +
      hand.lit('M66,150L124,124L350,134L304,150Z', mix(hand.accent, '#ffffff', 0.25)) +
      (hand.pattern === undefined ? hand.letter(186, 270, 176, 80, deep(hand.accent, 0.1)) : '') +
      ring(hand, 186, 192),
  },
  trinketBox: {
    rests: 'stands',
    foot: 92,
    colours: ['pink', 'white', 'cream', 'duckegg'],
    draw: (hand) =>
      hand.dressed(
        'M92,226Q200,262 308,226C314,290 300,328 280,336Q200,350 120,336C100,328 86,290 92,226Z',
        200,
        294,
        70,
      ) +
      hand.dressed('M84,222C84,128 316,128 316,222Q200,262 84,222Z', 200, 186, 62) +
      hand.line('M84,222Q200,264 316,222', hand.accent, 7) +
      hand.lit(oval(200, 146, 19, 17), hand.accent),
  },
  /** A shallow tin with a hinged lid, for plasters and sweets. */
  flatTin: {
    rests: 'stands',
    foot: 118,
    colours: ['cream', 'blue', 'red'],
    draw: (hand) =>
      hand.lit('M296,150L322,138L322,318L296,340Z', deep(hand.colour)) +
      hand.dressed(round(84, 132, 214, 208, 18), 190, 224, 128) +
      hand.line(round(98, 146, 186, 180, 12), hand.accent, 4) +
      hand.lit('M98,270L284,270L284,312L98,312Z', hand.accent) +
      (hand.words.length > 0 ? hand.write(hand.words[0] ?? '', 191, 300, 25, 166, inkOn(hand.accent)) : ''),
  },
  lunchBox: {
    rests: 'stands',
    foot: 136,
    colours: ['blue', 'pink', 'red'],
    draw: (hand) =>
      hand.line('M142,170C142,104 258,104 258,170', deep(hand.accent, 0.35), 20) +
      hand.line('M142,170C142,104 258,104 258,170', hand.accent, 15) +
      hand.dressed(round(64, 158, 272, 182, 42), 200, 254, 118) +
      hand.line('M64,214Q200,222 336,214', deep(hand.colour, 0.35), 3) +
      hand.lit(round(104, 200, 28, 36, 6), hand.accent) +
      hand.lit(round(268, 200, 28, 36, 6), hand.accent),
  },
  snackBoxes: {
    rests: 'stands',
    foot: 100,
    alone: true,
    colours: ['green', 'red', 'cream'],
    draw: (hand) =>
      [
        [264, 104, 342],
        [192, 88, 266],
        [132, 70, 196],
      ]
        .map(
          ([top = 0, half = 0, bottom = 0], i) =>
            hand.clad(vessel(200, top, bottom, half, half * 0.94)) +
            hand.lit(vessel(200, top - 6, top + 18, half + 5, half + 5), i === 1 ? hand.colour : hand.accent) +
            hand.lit(oval(200, top - 6, half + 5, half * 0.22), mix(hand.accent, '#ffffff', 0.3)) +
            (i === 2 && hand.motif !== undefined ? hand.figure(hand.motif, 200, top - 8, 34) : ''),
        )
        .join(''),
  },
  drawers: {
    rests: 'stands',
    foot: 120,
    alone: true,
    colours: ['white', 'cream', 'wood'],
    draw: (hand) =>
      hand.lit('M286,98L326,86L326,322L286,340Z', deep(hand.colour, 0.3)) +
      hand.lit('M90,98L288,98L288,340L90,340Z', hand.colour) +
      hand.lit('M78,84L120,68L340,72L298,100L78,100Z', mix(hand.colour, '#ffffff', 0.3)) +
      [112, 188, 264]
        .map((y) => hand.clad(round(104, y, 170, 66, 5)) + hand.lit(oval(190, y + 34, 11), hand.accent))
        .join(''),
  },
  basket: {
    rests: 'stands',
    foot: 122,
    colours: ['wicker'],
    draw: (hand) => {
      const cane = deep(hand.colour, 0.32);
      return (
        hand.line('M96,200C96,60 304,60 304,200', cane, 19) +
        hand.line('M96,200C96,60 304,60 304,200', hand.colour, 13) +
        hand.lit('M90,214C120,176 160,200 200,190C250,176 284,190 310,214Z', hand.accent) +
        hand.lit('M76,208L324,208L296,336Q200,350 104,336Z', hand.colour) +
        hand.line('M84,238L316,238M90,266L310,266M96,292L304,292M102,318L298,318', cane, 5) +
        hand.stitches(
          'M110,214L128,340M140,214L152,342M170,214L176,344M200,214L200,344M230,214L224,344M260,214L248,342M290,214L272,340',
          mix(hand.colour, '#fff3dc', 0.35),
        ) +
        hand.line('M72,210L328,210', cane, 17) +
        hand.line('M72,208L328,208', mix(hand.colour, '#fff3dc', 0.2), 11)
      );
    },
  },
  jar: {
    rests: 'stands',
    foot: 92,
    colours: ['glass', 'cream', 'red'],
    draw: (hand) =>
      hand.flat('M112,200C112,190 288,190 288,200L286,322Q200,348 114,322Z', '#b23a4a', 0.85) +
      hand.glass(
        'M128,128L272,128C276,156 298,160 298,196L294,324Q200,354 106,324L102,196C102,160 124,156 128,128Z',
        '#e3ecea',
      ) +
      hand.lit(round(136, 218, 128, 78, 8), '#fdf7e8') +
      hand.letter(200, 258, 112, 62, '#6d4734') +
      hand.clad(
        'M118,86Q200,66 282,86L290,130L300,148L276,142L258,152L230,144L200,152L170,144L142,152L124,142L100,148L110,130Z',
      ) +
      hand.line('M112,124Q200,136 288,124', hand.accent, 6),
  },
  canister: {
    rests: 'stands',
    foot: 92,
    colours: ['cream', 'duckegg', 'red', 'green'],
    draw: (hand) =>
      hand.dressed(vessel(200, 124, 342, 94, 94), 200, 250, 112) +
      (hand.motif === undefined && hand.pattern === undefined
        ? hand.letter(200, 246, 150, 90, deep(hand.accent, 0.2))
        : '') +
      hand.lit(vessel(200, 112, 152, 99, 99), hand.accent) +
      hand.lit(oval(200, 112, 99, 22), mix(hand.accent, '#ffffff', 0.2)) +
      hand.lit(oval(200, 98, 20, 16), '#b98a5a'),
  },
  bucket: {
    rests: 'stands',
    foot: 84,
    colours: ['zinc', 'cream', 'duckegg', 'green'],
    draw: (hand) =>
      hand.line('M96,164C100,30 300,30 304,164', '#7d7a78', 5) +
      hand.lit(oval(200, 160, 106, 26), deep(hand.colour, 0.4)) +
      hand.dressed(vessel(200, 160, 342, 106, 80), 200, 264, 100) +
      hand.line('M95,166C130,190 270,190 305,166', mix(hand.colour, '#ffffff', 0.35), 7) +
      ring(hand, 98, 168) +
      ring(hand, 302, 168),
  },
  wateringCan: {
    rests: 'stands',
    foot: 96,
    colours: ['green', 'zinc', 'pink', 'blue'],
    draw: (hand) =>
      hand.line('M236,170C330,100 356,240 276,300', deep(hand.colour, 0.5), 17) +
      hand.line('M236,170C330,100 356,240 276,300', hand.colour, 13) +
      hand.lit('M138,286L52,160L72,148L146,230Z', hand.colour) +
      hand.lit('M32,168L82,126L92,144L46,182Z', hand.accent) +
      hand.lit(oval(202, 186, 74, 20), deep(hand.colour, 0.4)) +
      hand.dressed(vessel(202, 186, 342, 74, 86), 202, 274, 90) +
      hand.line('M124,320Q202,344 282,320', hand.accent, 6),
  },
  breadBin: {
    rests: 'stands',
    plain: true,
    foot: 136,
    alone: true,
    colours: ['cream', 'duckegg', 'green'],
    draw: (hand) =>
      hand.clad('M64,338L64,206C64,140 110,132 200,132C290,132 336,140 336,206L336,338Q200,350 64,338Z') +
      hand.line('M64,212L336,212', deep(hand.colour, 0.3), 3) +
      hand.line('M168,146Q200,126 232,146', hand.accent, 8) +
      hand.write(hand.words[0] ?? 'BREAD', 200, 290, 46, 200, deep(hand.accent, 0.2)),
  },
  matches: {
    rests: 'lies',
    colours: ['red', 'cream', 'duckegg'],
    draw: (hand) =>
      [300, 318, 336]
        .map(
          (x, i) =>
            hand.line(`M240,${String(150 + i * 26)}L${String(x)},${String(130 + i * 30)}`, '#e3c08d', 7) +
            hand.lit(oval(x, 130 + i * 30, 9, 8), '#b8323c'),
        )
        .join('') +
      hand.dressed('M74,118L262,110L270,286L82,296Z', 172, 196, 118) +
      hand.lit('M82,296L270,286L270,308L84,318Z', '#6d4a3d'),
  },
  popcorn: {
    rests: 'stands',
    foot: 84,
    colours: ['red', 'pink', 'blue'],
    draw: (hand) =>
      [
        [142, 128],
        [178, 104],
        [220, 100],
        [258, 126],
        [160, 146],
        [200, 132],
        [240, 148],
      ]
        .map(([x = 0, y = 0]) => hand.lit(frill(x, y, 25, 23, 5, 0.24), '#fbf0cf'))
        .join('') +
      (hand.pattern === undefined
        ? hand.lit('M112,150Q200,172 288,150L266,336Q200,350 134,336Z', '#fdf8ec') +
          hand.flat(
            'M112,150L134,336L156,340L148,158ZM184,160L192,343L212,343L220,160ZM288,150L266,336L246,340L254,158Z',
            hand.colour,
            0.9,
          )
        : hand.clad('M112,150Q200,172 288,150L266,336Q200,350 134,336Z')) +
      hand.line('M112,150Q200,172 288,150', deep(hand.colour, 0.15), 4),
  },
  paperCup: {
    rests: 'stands',
    foot: 66,
    colours: ['red', 'pink', 'blue'],
    draw: (hand) =>
      hand.dressed(vessel(200, 120, 342, 92, 64), 200, 236, 90) +
      hand.lit(oval(200, 120, 92, 21), '#fdf8ec') +
      hand.flat(oval(202, 124, 82, 15), '#3a3034', 0.16) +
      hand.line(oval(200, 120, 92, 21), mix(hand.colour, '#ffffff', 0.5), 6),
  },
  /** What everything else arrives as. */
  parcel: {
    rests: 'stands',
    foot: 128,
    alone: true,
    colours: ['natural', 'duckegg', 'pink', 'cream'],
    draw: (hand) =>
      hand.lit('M290,166L340,148L334,312L290,340Z', deep(hand.colour)) +
      hand.clad('M76,166L292,166L292,340L82,340Z') +
      hand.lit('M76,166L132,138L340,148L292,166Z', mix(hand.colour, '#ffffff', 0.25)) +
      hand.lit('M168,166L204,166L204,340L170,340Z', '#c9353f') +
      hand.lit('M168,166L216,141L250,143L204,166Z', '#d9555c') +
      bow(hand, 200, 150, '#c9353f', 1.15) +
      hand.lit('M232,232L276,220L284,262L240,274Z', '#fdf6e6') +
      hand.line('M206,172Q224,200 236,238', '#8a5f42', 2) +
      hand.lit(oval(240, 240, 3.5), '#8a5f42'),
  },
} satisfies Shapes;
