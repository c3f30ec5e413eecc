import { mix } from '../palette.js';
import { oval, round } from '../outline.js';
import { type Shapes } from './shape.js';

const shade = (colour: string): string => mix(colour, '#2b2430', 0.22);

export const bags = {
  /** The jumbo bag, the shopper: woven, wide, two loops. */
  tote: {
    rests: 'stands',
    foot: 140,
    draw: ({ clad, lit, line, stitches, letter, pattern, colour, accent }) =>
      line('M152,138C148,40 262,44 262,134', shade(accent), 13) +
      lit('M312,138L338,158L332,326L316,340Z', shade(colour)) +
      clad('M88,138Q200,128 312,138C322,210 322,280 316,340Q200,352 72,338C72,270 76,200 88,138Z') +
      lit('M88,138Q200,128 312,138L313,158Q200,148 86,158Z', accent) +
      line('M136,172C126,40 252,34 256,170', accent, 14) +
      stitches('M136,158L136,176M256,156L256,174', shade(accent)) +
      (pattern === undefined ? letter(196, 252, 186, 110, shade(accent)) : ''),
  },
  /** The lunch bag: a cool box of oilcloth with a folded top. */
  lunchBag: {
    rests: 'stands',
    foot: 125,
    draw: ({ clad, lit, line, stitches, colour, accent }) =>
      line('M152,104C152,44 256,44 256,104', shade(colour), 15) +
      lit('M286,98L330,130L324,322L296,338Z', shade(colour)) +
      clad('M96,138L118,98L286,98L304,138L296,340Q200,346 94,338Z') +
      line('M96,138Q200,146 304,138', accent, 7) +
      stitches('M104,152Q200,160 298,152', mix(accent, colour, 0.3)) +
      line('M142,112C142,58 246,58 246,112', accent, 13) +
      lit(oval(292, 142, 7, 9), '#d4ab55'),
  },
  /** The Charlotte bag: a small round hand bag with a frill of handles. */
  charlotteBag: {
    rests: 'stands',
    foot: 120,
    draw: ({ clad, lit, line, colour, accent }) =>
      line('M146,176C140,30 270,30 262,172', shade(colour), 11) +
      clad('M118,166C108,220 76,276 84,322Q92,344 200,346Q308,344 316,322C324,276 292,220 282,166Q200,178 118,166Z') +
      lit('M116,160Q200,172 284,160L288,188Q200,200 112,188Z', accent) +
      line('M134,186C122,42 248,34 252,184', colour, 12) +
      line('M134,186C122,42 248,34 252,184', '#ffffff22', 4),
  },
  shoulderBag: {
    rests: 'stands',
    foot: 125,
    draw: ({ clad, lit, line, colour, accent }) =>
      line('M100,190C60,20 340,10 302,188', shade(colour), 12) +
      clad('M98,180Q200,164 304,180C330,240 336,300 316,330Q200,352 86,330C64,300 72,240 98,180Z') +
      clad('M94,178Q200,160 306,178C312,220 304,250 286,264Q200,282 114,264C98,248 90,220 94,178Z') +
      lit(oval(200, 262, 13), accent),
  },
  purse: {
    rests: 'stands',
    foot: 120,
    draw: ({ dressed, lit, line }) =>
      dressed('M112,176C60,230 60,330 200,338C340,330 340,230 288,176Q200,150 112,176Z', 200, 262, 92) +
      line('M108,180Q200,144 292,180', '#c79a45', 11) +
      line('M112,178Q200,143 288,178', '#f0d590', 3) +
      lit(oval(188, 146, 11), '#d4ab55') +
      lit(oval(212, 146, 11), '#d4ab55'),
  },
  suitcase: {
    rests: 'stands',
    foot: 135,
    draw: ({ clad, lit, line, accent, colour }) =>
      line('M162,150C160,102 240,102 238,150', shade(accent), 13) +
      lit('M300,150L330,162L330,318L300,338Z', shade(colour)) +
      clad(round(72, 146, 240, 194, 22)) +
      lit('M72,196L72,170Q72,146 96,146L106,146Q102,186 72,196Z', accent) +
      lit('M312,196L312,170Q312,146 288,146L278,146Q282,186 312,196Z', accent) +
      line('M72,232L312,232', shade(colour), 3) +
      lit(round(122, 222, 20, 24, 4), '#d4ab55') +
      lit(round(242, 222, 20, 24, 4), '#d4ab55'),
  },
  umbrella: {
    rests: 'lies',
    draw: ({ clad, line, lit, colour }) =>
      line('M200,60L200,316C200,346 242,346 242,318', '#8a5f42', 9) +
      clad(
        'M48,206C56,90 130,70 200,70C270,70 344,90 352,206Q326,184 300,204Q276,182 250,204Q226,182 200,206Q174,182 150,204Q124,182 100,204Q74,184 48,206Z',
      ) +
      line(
        'M200,72C164,100 150,150 150,204M200,72C236,100 250,150 250,204M200,72C130,90 104,150 100,204M200,72C270,90 296,150 300,204',
        shade(colour),
        1.6,
      ) +
      lit(oval(200, 64, 6, 9), '#8a5f42'),
  },
  fan: {
    rests: 'lies',
    draw: ({ clad, line, lit, colour }) =>
      clad('M60,210C90,70 310,70 340,210L236,270Q200,246 164,270Z') +
      line(
        'M200,326L60,210M200,326L92,150M200,326L140,112M200,326L200,100M200,326L260,112M200,326L308,150M200,326L340,210',
        '#b98a5a',
        5,
      ) +
      line('M92,150Q200,40 308,150', shade(colour), 2) +
      lit(oval(200, 326, 9), '#d4ab55'),
  },
} satisfies Shapes;
