import { deep, mix } from '../palette.js';
import { frill, heart, oval, round } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

const face = (hand: Hand, x: number, y: number, size = 1): string =>
  hand.spot(x - 18 * size, y, 4.5 * size, 4.5 * size, '#3a3440') +
  hand.spot(x + 18 * size, y, 4.5 * size, 4.5 * size, '#3a3440') +
  hand.spot(x - 28 * size, y + 14 * size, 8 * size, 7 * size, '#f0a5a0b0') +
  hand.spot(x + 28 * size, y + 14 * size, 8 * size, 7 * size, '#f0a5a0b0') +
  hand.line(
    `M${String(x - 10 * size)},${String(y + 16 * size)}Q${String(x)},${String(y + 26 * size)} ${String(x + 10 * size)},${String(y + 16 * size)}`,
    '#b8454f',
    3,
  );

const skin = '#f6d5bd';

export const toys = {
  doll: {
    rests: 'stands',
    foot: 74,
    colours: ['pink', 'red', 'blue', 'lilac'],
    draw: (hand) =>
      hand.lit(round(166, 286, 24, 54, 9), skin) +
      hand.lit(round(210, 286, 24, 54, 9), skin) +
      hand.line('M148,208L106,256M252,208L294,256', skin, 19) +
      hand.lit('M110,130C104,40 296,40 290,130C300,180 280,200 268,196L132,196C120,200 100,180 110,130Z', '#8a5f42') +
      hand.clad('M162,184L238,184C250,230 270,260 286,300Q200,322 114,300C130,260 150,230 162,184Z') +
      hand.line('M120,292Q200,314 280,292', hand.accent, 8) +
      hand.lit(oval(200, 134, 66, 62), skin) +
      hand.lit('M136,124C138,64 262,64 264,124C236,100 220,92 190,94C170,96 150,108 136,124Z', '#8a5f42') +
      face(hand, 200, 140) +
      hand.lit(heart(200, 224, 30), hand.accent) +
      hand.lit(frill(252, 84, 15, 15, 5, 0.26), hand.accent),
  },
  babushkas: {
    rests: 'stands',
    foot: 130,
    alone: true,
    colours: ['red', 'blue', 'pink'],
    draw: (hand) => {
      const one = (x: number, size: number, colour: string): string => {
        const by = (dx: number, dy: number): string => `${String(x + dx * size)},${String(340 + dy * size)}`;
        return (
          hand.lit(
            `M${by(0, -230)}C${by(56, -230)} ${by(58, -170)} ${by(48, -150)}C${by(84, -110)} ${by(76, 0)} ${by(0, 0)}C${by(-76, 0)} ${by(-84, -110)} ${by(-48, -150)}C${by(-58, -170)} ${by(-56, -230)} ${by(0, -230)}Z`,
            colour,
          ) +
          hand.lit(oval(x, 340 - 176 * size, 34 * size, 32 * size), skin) +
          face(hand, x, 340 - 176 * size, size * 0.62) +
          hand.lit(oval(x, 340 - 70 * size, 42 * size, 50 * size), '#f7ecd0') +
          (size < 0.6
            ? hand.spot(x, 340 - 76 * size, 12 * size, 12 * size, '#c9353f')
            : hand.lit(frill(x, 340 - 76 * size, 18 * size, 18 * size, 6, 0.26), '#c9353f') +
              hand.spot(x, 340 - 76 * size, 7 * size, 7 * size, '#f0c75e'))
        );
      };
      return (
        one(252, 1.08, hand.colour) +
        one(138, 0.8, hand.accent === '#faf7f0' ? '#5f90c3' : hand.accent) +
        one(332, 0.52, '#7ca877') +
        one(202, 0.46, '#f0c75e')
      );
    },
  },
  softToy: {
    rests: 'stands',
    foot: 92,
    colours: ['natural', 'grey', 'pink', 'cream'],
    draw: (hand) =>
      hand.clad('M128,340C104,300 120,236 152,216L248,216C280,236 296,300 272,340Q200,352 128,340Z') +
      hand.lit(oval(200, 296, 44, 40), mix(hand.colour, '#fff6e6', 0.6)) +
      hand.clad('M140,110C112,60 116,30 138,34C160,40 168,78 172,100Z') +
      hand.clad('M260,110C288,60 284,30 262,34C240,40 232,78 228,100Z') +
      (hand.pattern === undefined ? hand.clad(oval(200, 162, 88, 76)) : hand.lit(oval(200, 162, 88, 76), '#e3cfb2')) +
      hand.lit(oval(200, 184, 34, 26), '#fdf3e2') +
      hand.flat(oval(200, 174, 9, 6), '#c9566f') +
      face(hand, 200, 156) +
      hand.lit('M156,226Q200,246 244,226L240,246Q200,262 160,246Z', hand.accent),
  },
  owl: {
    rests: 'stands',
    foot: 86,
    colours: ['brown', 'lilac', 'duckegg', 'pink'],
    draw: (hand) =>
      hand.clad('M104,108L146,126Q200,112 254,126L296,108C316,200 306,340 200,342C94,340 84,200 104,108Z') +
      hand.lit(oval(200, 272, 60, 58), mix(hand.colour, '#fff6e6', 0.65)) +
      hand.line(
        'M166,258Q174,270 182,258M192,258Q200,270 208,258M218,258Q226,270 234,258M178,284Q186,296 194,284M206,284Q214,296 222,284',
        deep(hand.colour),
        3,
      ) +
      hand.lit(oval(156, 176, 38), '#fdf8ec') +
      hand.lit(oval(244, 176, 38), '#fdf8ec') +
      hand.lit(oval(160, 178, 16), '#3a3440') +
      hand.lit(oval(240, 178, 16), '#3a3440') +
      hand.flat(oval(155, 172, 5), '#ffffff') +
      hand.flat(oval(235, 172, 5), '#ffffff') +
      hand.lit('M186,196L214,196L200,222Z', '#e0a04a'),
  },
  spinningTop: {
    rests: 'stands',
    foot: 40,
    colours: ['red', 'blue', 'yellow'],
    draw: (hand) =>
      hand.lit(round(189, 84, 22, 90, 9), '#dcb585') +
      hand.lit(oval(200, 86, 20, 15), hand.accent) +
      hand.clad('M74,214C96,160 304,160 326,214C310,272 236,300 206,340L194,340C164,300 90,272 74,214Z') +
      hand.line('M76,214Q200,262 324,214', hand.accent, 10) +
      hand.line('M100,246Q200,288 300,246', '#f0c75e', 7),
  },
  blocks: {
    rests: 'stands',
    foot: 120,
    alone: true,
    colours: ['wood', 'red', 'blue'],
    draw: (hand) =>
      [
        [84, 234, '#c9353f', 'A'],
        [204, 234, '#5f90c3', 'B'],
        [144, 126, '#f0c75e', 'C'],
      ]
        .map(([x, y, colour, letter]) => {
          const [left, top] = [Number(x), Number(y)];
          return (
            hand.lit(
              `M${String(left + 106)},${String(top)}L${String(left + 124)},${String(top - 12)}L${String(left + 124)},${String(top + 92)}L${String(left + 106)},${String(top + 106)}Z`,
              deep('#e2bf8d', 0.3),
            ) +
            hand.lit(round(left, top, 106, 106, 8), '#ebd0a3') +
            hand.line(round(left + 12, top + 12, 82, 82, 6), String(colour), 6) +
            hand.write(String(letter), left + 53, top + 77, 68, 70, String(colour))
          );
        })
        .join(''),
  },
  skittles: {
    rests: 'stands',
    foot: 130,
    alone: true,
    colours: ['red', 'blue', 'green'],
    draw: (hand) =>
      [
        [110, '#c9353f'],
        [200, '#5f90c3'],
        [290, '#7ca877'],
      ]
        .map(([at, coat]) => {
          const x = Number(at);
          const by = (dx: number, y: number): string => `${String(x + dx)},${String(y)}`;
          return (
            hand.lit(
              `M${by(-34, 338)}L${by(-28, 220)}Q${by(-36, 180)} ${by(0, 176)}Q${by(36, 180)} ${by(28, 220)}L${by(34, 338)}Q${by(0, 348)} ${by(-34, 338)}Z`,
              String(coat),
            ) +
            hand.lit(oval(x, 160, 27), skin) +
            face(hand, x, 160, 0.5) +
            hand.lit(
              `M${by(-26, 146)}L${by(-22, 92)}Q${by(0, 84)} ${by(22, 92)}L${by(26, 146)}Q${by(0, 136)} ${by(-26, 146)}Z`,
              '#3d3a43',
            ) +
            hand.line(
              `M${by(-30, 290)}L${by(30, 290)}M${by(-22, 214)}L${by(22, 276)}M${by(22, 214)}L${by(-22, 276)}`,
              '#fbf6ea',
              5,
            )
          );
        })
        .join(''),
  },
} satisfies Shapes;
