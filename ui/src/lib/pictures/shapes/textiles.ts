import { deep, inkOn, lightness, mix } from '../palette.js';
import { frill, heart, oval, round, vessel } from '../outline.js';
import { type Shapes } from './shape.js';

export const textiles = {
  bunting: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'duckegg'],
    draw: (hand) => {
      const flags = (y: number, first: number): string =>
        [0, 1, 2, 3, 4]
          .map((i) => {
            const x = 22 + i * 74;
            const sag = (step: number): number => y + 40 - (step - 2.5) ** 2 * 6.4;
            const flag = `M${String(x)},${String(sag(i))}L${String(x + 66)},${String(sag(i + 0.9))}L${String(x + 33)},${String(sag(i + 0.5) + 92)}Z`;
            const kind = (i + first) % 3;
            return kind === 0
              ? hand.clad(flag)
              : hand.lit(
                  flag,
                  kind === 1
                    ? hand.accent
                    : lightness(hand.colour) < 0.35
                      ? '#f6eedd'
                      : mix(hand.colour, '#fff3d8', 0.5),
                );
          })
          .join('') +
        hand.line(`M0,${String(y - 4)}Q200,${String(y + 84)} 400,${String(y - 4)}`, '#fbf4e2', 9) +
        hand.line(`M0,${String(y)}Q200,${String(y + 88)} 400,${String(y)}`, '#b9a88c', 2);
      return flags(64, 0) + flags(206, 1);
    },
  },
  /** A thread with hearts, or with what the title names. */
  garland: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'pink', 'cream', 'duckegg'],
    draw: (hand) =>
      hand.line('M0,70Q200,230 400,60', '#b9a88c', 3) +
      hand.line('M0,220Q200,360 400,210', '#b9a88c', 3) +
      hand.strewn(hand.motif === undefined ? hand.clad(heart(0, 0, 72)) : hand.figure(hand.motif, 0, 0, 74), [
        [48, 122],
        [204, 172],
        [356, 108],
        [118, 306],
        [282, 304],
      ]) +
      hand.strewn(
        hand.lit(frill(0, 0, 21, 21, 6, 0.24), hand.accent) + hand.spot(0, 0, 8, 8, mix(hand.colour, '#ffffff', 0.2)),
        [
          [124, 160],
          [284, 150],
          [40, 266],
          [200, 316],
          [356, 258],
        ],
      ),
  },
  pegs: {
    rests: 'lies',
    alone: true,
    colours: ['red', 'wood', 'blue'],
    draw: (hand) =>
      hand.line('M0,120Q200,160 400,116', '#d9cbb0', 8) +
      hand.line('M0,120Q200,160 400,116', '#a3927c', 2) +
      [74, 138, 202, 266, 330]
        .map((x, i) => {
          const by = (dx: number, dy: number): string => `${String(x + dx)},${String(108 + i * (4 - i) * 4 + dy)}`;
          const peg = `M${by(-14, 0)}Q${by(0, -26)} ${by(14, 0)}L${by(19, 148)}L${by(5, 158)}L${by(0, 60)}L${by(-5, 158)}L${by(-19, 148)}Z`;
          return i % 2 === 0 ? hand.clad(peg) : hand.lit(peg, '#dcb585');
        })
        .join(''),
  },
  cushion: {
    rests: 'stands',
    foot: 130,
    colours: ['cream', 'red', 'duckegg', 'pink'],
    draw: (hand) =>
      hand.dressed(
        'M78,112Q66,92 92,98Q200,122 308,98Q334,92 322,112Q302,216 324,318Q332,342 306,334Q200,318 94,334Q68,342 76,318Q98,216 78,112Z',
        200,
        218,
        136,
      ) +
      hand.stitches(
        'M98,120Q200,140 302,120Q286,216 304,312Q200,298 96,312Q114,216 98,120Z',
        mix(hand.accent, hand.colour, 0.25),
      ) +
      (hand.pattern === undefined ? hand.letter(200, 218, 150, 110, deep(hand.accent, 0.1)) : ''),
  },
  doormat: {
    rests: 'lies',
    colours: ['natural', 'red', 'cream'],
    draw: (hand) =>
      hand.stitches('M46,114L46,306M354,114L354,306', '#8f7550') +
      hand.clad(round(48, 108, 304, 204, 8)) +
      hand.line(round(64, 124, 272, 172, 4), mix(hand.accent, hand.colour, 0.1), 7) +
      (hand.pattern === undefined
        ? hand.letter(200, 210, 240, 140, inkOn(hand.colour))
        : hand.motif === undefined && hand.words.length > 1
          ? hand.lit(round(96, 158, 208, 104, 6), '#e2cda6') + hand.letter(200, 210, 190, 92, '#4b3b32')
          : ''),
  },
  hottie: {
    rests: 'stands',
    foot: 84,
    colours: ['chocolate', 'red', 'cream', 'grey', 'pink'],
    draw: (hand) =>
      hand.lit('M176,62Q200,52 224,62L228,104L172,104Z', '#b9554f') +
      hand.lit(round(184, 44, 32, 22, 6), '#4e4a50') +
      hand.dressed(
        'M166,96Q200,108 234,96L240,132C292,136 302,170 298,214L294,312C292,336 270,344 200,344C130,344 108,336 106,312L102,214C98,170 108,136 160,132Z',
        200,
        236,
        128,
      ) +
      hand.line('M162,124Q200,138 238,124', hand.accent, 11) +
      (hand.pattern === undefined && hand.words.length > 0
        ? hand.letter(200, 240, 140, 120, hand.accent)
        : hand.pattern === undefined
          ? hand.lit(heart(200, 242, 82), hand.accent)
          : '') +
      hand.stitches(
        'M124,170C112,210 120,290 128,318Q200,334 272,318C280,290 288,210 276,170',
        mix(hand.colour, '#ffffff', 0.35),
      ),
  },
  handWarmer: {
    rests: 'lies',
    colours: ['red', 'cream', 'blue', 'pink'],
    draw: (hand) =>
      hand.dressed(
        'M88,112Q78,94 100,98Q200,112 300,98Q322,94 312,112Q296,206 312,294Q322,316 298,310Q200,298 102,310Q78,316 88,294Q104,206 88,112Z',
        200,
        204,
        150,
      ) +
      hand.stitches(
        'M104,118Q200,130 296,118Q282,206 296,288Q200,278 104,288Q118,206 104,118Z',
        mix(hand.accent, hand.colour, 0.2),
      ),
  },
  apron: {
    rests: 'hangs',
    thread: 66,
    colours: ['red', 'pink', 'blue', 'cream'],
    draw: (hand) =>
      hand.line('M158,118C150,40 250,40 242,118', hand.accent, 8) +
      hand.line('M116,214C84,226 70,260 56,300M284,214C316,226 330,260 344,300', hand.accent, 7) +
      hand.clad(
        'M152,108Q200,120 248,108C250,160 266,196 290,210L300,332Q200,350 100,332L110,210C134,196 150,160 152,108Z',
      ) +
      hand.line('M152,110Q200,122 248,110', hand.accent, 9) +
      hand.lit('M140,240L260,240L254,304Q200,314 146,304Z', mix(hand.colour, hand.accent, 0.55)) +
      (hand.motif === undefined ? '' : hand.figure(hand.motif, 200, 170, 62)),
  },
  ovenGlove: {
    rests: 'hangs',
    thread: 78,
    colours: ['red', 'cream', 'blue'],
    draw: (hand) =>
      hand.line('M150,96C138,66 176,60 172,94', hand.accent, 8) +
      hand.dressed(
        'M124,96Q190,84 256,96L258,176C280,150 316,150 322,176C326,200 290,236 266,262C258,312 242,340 190,340C136,340 120,312 120,256Z',
        190,
        232,
        100,
      ) +
      hand.clad('M118,92Q190,80 262,92L262,104Q190,94 118,104Z') +
      hand.lit('M114,90Q190,76 266,90L264,124Q190,112 116,124Z', hand.accent) +
      hand.stitches('M136,140L134,300', mix(hand.colour, '#ffffff', 0.45)),
  },
  towel: {
    rests: 'lies',
    colours: ['cream', 'red', 'duckegg', 'pink'],
    draw: (hand) =>
      hand.lit('M108,82L304,76L310,324L112,332Z', deep(hand.colour, 0.12)) +
      hand.dressed('M92,78L282,74L288,318L96,324Z', 190, 196, 120) +
      hand.line('M94,104L283,100M94,298L287,292M94,286L287,280M94,116L283,112', hand.accent, 5) +
      (hand.pattern === undefined ? hand.letter(190, 196, 150, 120, deep(hand.accent, 0.1)) : '') +
      hand.stitches('M98,324L102,338L288,332', mix(hand.colour, '#ffffff', 0.3)),
  },
  kneelingPad: {
    rests: 'lies',
    colours: ['red', 'green', 'cream'],
    draw: (hand) =>
      hand.lit(round(62, 118, 284, 186, 26), deep(hand.colour, 0.35)) +
      hand.dressed(round(56, 108, 284, 184, 26), 198, 200, 120) +
      hand.flat(round(166, 122, 66, 20, 10), '#3a3440', 0.55) +
      (hand.motif === undefined ? hand.letter(198, 214, 220, 110, hand.accent) : ''),
  },
  teaCosy: {
    rests: 'stands',
    foot: 116,
    colours: ['red', 'cream', 'pink'],
    draw: (hand) =>
      hand.lit(oval(200, 106, 22), hand.accent) +
      hand.dressed('M78,336C66,200 110,116 200,116C290,116 334,200 322,336Q200,352 78,336Z', 200, 230, 124) +
      hand.lit('M76,306Q200,324 324,306L322,338Q200,354 78,338Z', hand.accent),
  },
  socks: {
    rests: 'hangs',
    thread: 90,
    colours: ['red', 'cream', 'grey'],
    draw: (hand) =>
      hand.dressed(
        'M150,112L246,112L248,230C260,256 310,262 314,296C314,334 262,340 220,332C170,322 146,300 148,250Z',
        200,
        196,
        80,
      ) +
      hand.lit(round(140, 94, 116, 44, 14), hand.accent) +
      hand.lit('M314,296C314,334 276,338 250,336C256,306 280,280 306,276Z', hand.accent),
  },
  reel: {
    rests: 'stands',
    foot: 96,
    alone: true,
    colours: ['red', 'pink', 'blue'],
    draw: (hand) =>
      hand.lit(oval(200, 326, 112, 22), '#c99f6c') +
      hand.clad(vessel(200, 150, 322, 80, 80)) +
      hand.line(
        'M120,196Q200,228 280,196M120,236Q200,268 280,236M120,276Q200,308 280,276',
        deep(hand.colour, 0.22),
        2.5,
      ) +
      hand.lit(oval(200, 144, 112, 24), '#dcb585') +
      hand.lit(oval(200, 140, 30, 8), '#8a5f42') +
      hand.lit('M276,250C330,262 310,320 362,326L352,348C292,344 296,290 270,290Z', hand.colour),
  },
} satisfies Shapes;
