import { mix } from '../palette.js';
import { flame, frill, heart, oval, round, star, vessel } from '../outline.js';
import { type Hand } from '../hand.js';
import { type Shapes } from './shape.js';

const burning = ({ flat, line, shine }: Hand, x: number, foot: number, height: number): string =>
  shine(x, foot - height * 0.4, height * 1.5) +
  line(`M${String(x)},${String(foot)}L${String(x)},${String(foot + height * 0.25)}`, '#5b4636', 2.5) +
  flat(flame(x, foot, height), '#f5b544') +
  flat(flame(x, foot, height * 0.55), '#fff3c4');

/** The little tin cup of wax that all of them are made for. */
const teaLight = (hand: Hand, x: number, y: number, half = 30): string =>
  burning(hand, x, y - 4, half * 1.35) +
  hand.lit(vessel(x, y, y + half * 0.75, half, half * 0.95), '#d5d8da') +
  hand.lit(oval(x, y, half, half * 0.26), '#fbf4e2');

const tumbler = (hand: Hand, x: number, top: number, bottom: number, half: number): string =>
  hand.lit(oval(x, top, half, half * 0.2), mix(hand.colour, '#fff2c2', 0.4)) +
  hand.lit(vessel(x, bottom - 48, bottom - 14, half * 0.55, half * 0.55), '#f8f0dc') +
  hand.glass(vessel(x, top, bottom, half, half * 0.78), hand.colour) +
  burning(hand, x, bottom - 50, 46) +
  hand.line(oval(x, top, half, half * 0.2), mix(hand.colour, '#ffffff', 0.5), 3);

export const lights = {
  /** The shop's dearest: a heart of wire that holds a light. */
  heartLight: {
    rests: 'hangs',
    thread: 96,
    colours: ['white'],
    draw: (hand) => {
      const frame = heart(200, 212, 236, 236);
      const edge = mix(hand.colour, '#3a3034', 0.42);
      return (
        hand.line(frame, edge, 19) +
        hand.line(frame, hand.colour, 15) +
        hand.glass(vessel(200, 196, 268, 44, 36), '#e6efec') +
        teaLight(hand, 200, 240, 28) +
        hand.line('M156,198Q200,216 244,198', hand.colour, 6) +
        hand.line('M156,198L112,190M244,198L288,190', hand.colour, 5)
      );
    },
  },
  starLight: {
    rests: 'hangs',
    thread: 84,
    colours: ['silver', 'white'],
    draw: (hand) =>
      hand.glass(star(200, 214, 136, 5, 0.52), hand.colour) +
      hand.line(star(200, 214, 136, 5, 0.52), mix(hand.colour, '#3a3034', 0.3), 5) +
      hand.line(
        'M200,214L200,78M200,214L329,172M200,214L280,324M200,214L120,324M200,214L71,172',
        mix(hand.colour, '#3a3034', 0.2),
        2,
      ) +
      teaLight(hand, 200, 236, 26),
  },
  /** A tumbler of coloured glass on the table. */
  glassLight: {
    rests: 'stands',
    foot: 80,
    colours: ['glass', 'pink', 'turquoise', 'amber'],
    draw: (hand) =>
      tumbler(hand, 200, 168, 340, 92) +
      hand.line('M122,214Q200,240 278,214M128,246Q200,272 272,246', mix(hand.colour, '#ffffff', 0.55), 3),
  },
  /** The same on a handle of wire. */
  hangingLight: {
    rests: 'hangs',
    thread: 70,
    colours: ['glass', 'pink', 'turquoise', 'amber', 'lilac'],
    draw: (hand) =>
      hand.line('M126,182C130,90 188,84 200,68C212,84 270,90 274,182', '#8d8a86', 4) +
      tumbler(hand, 200, 178, 318, 76) +
      hand.line('M124,184Q200,206 276,184', '#8d8a86', 5) +
      [152, 184, 216, 248].map((x) => hand.lit(oval(x, 206 + (x > 170 && x < 230 ? 5 : 0), 6), hand.accent)).join(''),
  },
  lantern: {
    rests: 'stands',
    foot: 84,
    colours: ['white', 'zinc', 'cream', 'black'],
    draw: (hand) =>
      hand.line(oval(200, 84, 26, 28), mix(hand.colour, '#3a3034', 0.35), 6) +
      hand.clad('M126,160L180,108L220,108L274,160Z') +
      hand.glass('M134,160L266,160L266,318L134,318Z', '#e3ecea') +
      hand.lit(round(182, 256, 36, 62, 4), '#fbf1da') +
      burning(hand, 200, 250, 44) +
      hand.line('M134,160L134,318M266,160L266,318M200,162L200,200M134,240L154,240M246,240L266,240', hand.colour, 9) +
      hand.clad(round(116, 150, 168, 16, 6)) +
      hand.clad('M112,316L288,316L300,342L100,342Z'),
  },
  candle: {
    rests: 'stands',
    foot: 76,
    colours: ['cream', 'pink', 'ivory', 'red'],
    draw: (hand) =>
      burning(hand, 200, 116, 56) +
      hand.dressed(vessel(200, 134, 342, 66, 66), 200, 250, 74) +
      hand.lit(oval(200, 134, 66, 16), mix(hand.colour, '#fff8e6', 0.5)) +
      hand.line('M200,116L200,136', '#5b4636', 3) +
      hand.lit(
        'M136,140C134,170 150,176 152,158Q170,150 168,176C172,190 184,180 182,154Z',
        mix(hand.colour, '#fff8e6', 0.45),
      ),
  },
  /** A box of slim ones: for cakes, for tables. */
  candles: {
    rests: 'stands',
    alone: true,
    colours: ['pink', 'red', 'duckegg', 'cream'],
    draw: (hand) => {
      const wax = [hand.colour, hand.accent, mix(hand.colour, '#fff3d8', 0.5), hand.colour, hand.accent];
      return (
        wax
          .map((colour, i) => {
            const x = 116 + i * 42;
            const top = 136 + ((i * 37) % 3) * 12;
            return (
              burning(hand, x, top - 8, 30) +
              hand.lit(round(x - 11, top, 22, 200 - (top - 140), 4), colour) +
              hand.line(
                `M${String(x - 9)},${String(top + 30)}L${String(x + 9)},${String(top + 20)}M${String(x - 9)},${String(top + 60)}L${String(x + 9)},${String(top + 50)}`,
                mix(colour, '#ffffff', 0.5),
                4,
              )
            );
          })
          .join('') + hand.clad('M84,268L316,268L308,342L92,342Z')
      );
    },
  },
  candlestick: {
    rests: 'stands',
    foot: 74,
    colours: ['silver', 'white', 'black', 'glass'],
    draw: (hand) =>
      burning(hand, 200, 74, 40) +
      hand.lit(round(185, 82, 30, 94, 5), '#fbf3e0') +
      hand.clad(vessel(200, 174, 206, 38, 22)) +
      hand.clad(
        'M188,204L212,204C214,226 226,232 216,248C208,262 212,284 222,300Q262,312 272,336Q200,352 128,336Q138,312 178,300C188,284 192,262 184,248C174,232 186,226 188,204Z',
      ) +
      hand.line('M182,248Q200,256 218,248', hand.accent, 3),
  },
  /** A string of bulbs, flowers or chillies. */
  fairyLights: {
    rests: 'lies',
    alone: true,
    colours: ['pink', 'red', 'yellow', 'duckegg'],
    draw: (hand) =>
      hand.line(
        'M20,110C110,190 180,60 250,120C330,190 360,130 384,96M384,96C390,220 300,190 230,230C150,270 80,200 40,262C30,300 90,350 180,320C250,298 310,300 350,330',
        '#5f7a5c',
        5,
      ) +
      [
        [84, 142],
        [156, 118],
        [224, 106],
        [296, 156],
        [362, 150],
        [322, 204],
        [246, 224],
        [166, 248],
        [90, 228],
        [52, 296],
        [132, 332],
        [216, 310],
        [300, 312],
      ]
        .map(([x = 0, y = 0], i) => {
          const bulb = i % 3 === 0 ? hand.accent : i % 3 === 1 ? hand.colour : mix(hand.colour, '#fff0b8', 0.5);
          return hand.shine(x, y + 14, 38) + hand.lit(frill(x, y + 12, 15, 17, 5, 0.22), bulb);
        })
        .join(''),
  },
  nightLight: {
    rests: 'stands',
    foot: 76,
    colours: ['red', 'pink'],
    draw: (hand) =>
      hand.shine(200, 200, 190) +
      (hand.motif === undefined
        ? hand.lit('M164,220L236,220C238,270 248,300 258,330Q200,350 142,330C152,300 162,270 164,220Z', '#fbf3e0') +
          hand.clad('M70,222C70,60 330,60 330,222Q200,262 70,222Z') +
          hand.strewn(hand.spot(0, 0, 19, 16, '#fdf7ea'), [
            [140, 150],
            [208, 118],
            [268, 166],
            [196, 198],
            [120, 208],
            [284, 214],
          ])
        : hand.lit(vessel(200, 300, 342, 74, 84), '#fbf3e0') + hand.figure(hand.motif, 200, 208, 230)),
  },
} satisfies Shapes;
