import { deep, mix } from '../palette.js';
import { frill, heart, oval, round, vessel } from '../outline.js';
import { type Shapes } from './shape.js';

export const nature = {
  bird: {
    rests: 'hangs',
    thread: 134,
    colours: ['blue', 'red', 'cream', 'duckegg', 'pink', 'yellow'],
    draw: (hand) =>
      hand.lit('M278,214L366,160L350,222L372,246L284,262Z', deep(hand.colour, 0.15)) +
      hand.lit('M66,196L96,178L98,208Z', '#e0a04a') +
      hand.clad(
        'M84,194C84,136 150,112 184,152C214,182 262,196 300,220C300,278 244,312 180,300C124,290 84,250 84,194Z',
      ) +
      hand.lit('M158,212C200,188 266,214 282,254C236,284 172,272 158,212Z', hand.accent) +
      hand.line('M186,224Q226,222 250,252M178,240Q208,250 226,262', deep(hand.accent, 0.25), 3) +
      hand.lit(oval(128, 182, 8), '#3a3440') +
      hand.flat(oval(125, 179, 2.5), '#ffffff') +
      hand.line('M176,300L170,338M214,302L212,338', '#b98a5a', 5),
  },
  dove: {
    rests: 'hangs',
    thread: 150,
    colours: ['white', 'ivory', 'zinc'],
    draw: (hand) =>
      hand.lit('M180,190C150,110 180,70 216,60C220,110 252,140 254,196Z', deep(hand.colour, 0.1)) +
      hand.lit('M276,236L362,230L340,258L356,284L270,272Z', hand.colour) +
      hand.lit('M58,206L88,194L88,214Z', '#e0a04a') +
      hand.clad(
        'M78,204C84,164 132,160 152,190C196,182 268,206 296,250C254,306 150,312 118,256C100,250 80,232 78,204Z',
      ) +
      hand.lit(
        'M154,214C180,120 250,96 292,92C276,150 282,196 232,250C200,262 166,250 154,214Z',
        mix(hand.colour, '#ffffff', 0.3),
      ) +
      hand.line('M190,224C210,180 240,140 268,118M212,232C230,196 250,166 270,150', deep(hand.colour, 0.2), 2.5) +
      hand.flat(oval(112, 198, 6), '#3a3440'),
  },
  butterfly: {
    rests: 'lies',
    colours: ['pink', 'blue', 'lilac', 'yellow'],
    draw: (hand) =>
      hand.clad('M194,196C150,70 46,70 62,156C70,210 140,220 194,206Z') +
      hand.clad('M206,196C250,70 354,70 338,156C330,210 260,220 206,206Z') +
      hand.lit('M194,206C120,206 90,260 122,302C160,330 192,270 196,216Z', hand.accent) +
      hand.lit('M206,206C280,206 310,260 278,302C240,330 208,270 204,216Z', hand.accent) +
      hand.lit(oval(112, 148, 20, 22), mix(hand.colour, '#ffffff', 0.5)) +
      hand.lit(oval(288, 148, 20, 22), mix(hand.colour, '#ffffff', 0.5)) +
      hand.lit(oval(200, 214, 12, 68), '#5b4636') +
      hand.line('M196,150Q186,110 160,100M204,150Q214,110 240,100', '#5b4636', 4),
  },
  tree: {
    rests: 'stands',
    foot: 70,
    colours: ['green', 'white', 'cream', 'red'],
    draw: (hand) =>
      hand.lit('M184,290L216,290L222,340L178,340Z', '#8a5f42') +
      hand.clad('M110,300Q200,330 290,300L236,220Q200,236 164,220Z') +
      hand.clad('M128,232Q200,258 272,232L228,158Q200,172 172,158Z') +
      hand.clad('M148,170Q200,192 252,170L200,78Z') +
      [
        [172, 146],
        [216, 130],
        [160, 214],
        [208, 208],
        [248, 216],
        [144, 286],
        [198, 290],
        [250, 282],
      ]
        .map(([x = 0, y = 0], i) => hand.lit(oval(x, y, 9), ['#c9353f', '#f0c75e', '#faf7f0'][i % 3] ?? '#c9353f'))
        .join('') +
      hand.lit('M200,50L208,70L230,72L213,86L219,108L200,96L181,108L187,86L170,72L192,70Z', '#f0c75e'),
  },
  egg: {
    rests: 'stands',
    foot: 66,
    colours: ['cream', 'pink', 'duckegg', 'yellow', 'lilac'],
    draw: (hand) =>
      hand.dressed(
        'M200,90C270,90 304,190 300,244C296,306 254,340 200,340C146,340 104,306 100,244C96,190 130,90 200,90Z',
        200,
        224,
        96,
      ) +
      (hand.pattern === undefined
        ? hand.line('M104,212L128,196L152,214L176,196L200,214L224,196L248,214L272,196L296,212', hand.accent, 7) +
          hand.line('M104,262Q200,292 296,262', mix(hand.accent, hand.colour, 0.3), 9)
        : ''),
  },
  plantPot: {
    rests: 'stands',
    foot: 80,
    colours: ['orange', 'zinc', 'cream', 'green'],
    draw: (hand) =>
      hand.line('M200,214C196,160 160,140 140,96M200,214C204,160 236,140 262,104M200,214L200,84', '#6f9a68', 6) +
      [
        [140, 92],
        [262, 98],
        [200, 76],
      ]
        .map(
          ([x = 0, y = 0], i) =>
            hand.lit(frill(x, y, 24, 24, 7, 0.24), ['#eea5b8', '#f0c75e', '#c3aed6'][i] ?? '#eea5b8') +
            hand.lit(oval(x, y, 8), '#fbe6a8'),
        )
        .join('') +
      hand.lit(
        'M196,196C150,190 120,160 112,150C150,140 190,160 196,196ZM206,200C240,194 276,170 284,156C246,148 212,168 206,200Z',
        '#86ad7d',
      ) +
      hand.dressed(vessel(200, 214, 342, 92, 68), 200, 284, 72) +
      hand.lit('M98,200Q200,228 302,200L298,234Q200,262 102,234Z', mix(hand.colour, '#ffffff', 0.12)),
  },
  toadstool: {
    rests: 'stands',
    foot: 60,
    colours: ['red'],
    draw: (hand) =>
      hand.lit('M166,220L234,220C236,270 246,306 254,334Q200,350 146,334C154,306 164,270 166,220Z', '#fbf3e0') +
      hand.lit('M76,224C76,70 324,70 324,224Q200,262 76,224Z', hand.colour) +
      [
        [144, 152, 20],
        [212, 124, 22],
        [268, 170, 18],
        [190, 198, 16],
        [118, 208, 11],
      ]
        .map(([x = 0, y = 0, r = 0]) => hand.flat(oval(x, y, r, r * 0.85), '#fdf7ea'))
        .join(''),
  },
  birdhouse: {
    rests: 'hangs',
    thread: 70,
    colours: ['white', 'duckegg', 'red', 'wood'],
    draw: (hand) =>
      hand.clad('M116,170L284,170L276,330L124,330Z') +
      hand.lit('M84,190L200,72L316,190L294,206L200,112L106,206Z', hand.accent) +
      hand.lit(oval(200, 214, 30), '#4b3f3d') +
      hand.line('M200,262L200,280', '#8a5f42', 12) +
      hand.lit(heart(200, 148, 36), hand.accent) +
      hand.lit(round(110, 322, 180, 16, 4), hand.accent),
  },
  house: {
    rests: 'stands',
    foot: 120,
    alone: true,
    colours: ['pink', 'cream', 'duckegg'],
    draw: (hand) =>
      hand.clad('M92,184L308,184L308,340L92,340Z') +
      hand.lit('M68,192L134,92L266,92L332,192Z', hand.accent) +
      hand.lit('M172,342L172,256Q200,226 228,256L228,342Z', '#8a5f42') +
      [
        [124, 226],
        [246, 226],
      ]
        .map(
          ([x = 0, y = 0]) =>
            hand.lit(round(x, y, 36, 42, 4), '#e8f1ee') +
            hand.line(
              `M${String(x + 18)},${String(y)}L${String(x + 18)},${String(y + 42)}M${String(x)},${String(y + 21)}L${String(x + 36)},${String(y + 21)}`,
              '#fdfaf2',
              4,
            ),
        )
        .join('') +
      hand.lit(oval(218, 300, 4), '#d4ab55') +
      hand.lit(heart(200, 144, 44), hand.colour),
  },
  ladder: {
    rests: 'stands',
    foot: 110,
    alone: true,
    colours: ['white', 'wood', 'cream'],
    draw: (hand) =>
      hand.line('M236,80L316,338', deep(hand.colour, 0.3), 13) +
      hand.line('M164,80L84,338M200,80L262,338', hand.colour, 13) +
      [
        [146, 142, 216],
        [122, 220, 234],
        [98, 296, 252],
      ]
        .map(
          ([x = 0, y = 0, end = 0]) =>
            hand.clad(
              `M${String(x - 16)},${String(y)}L${String(end + 16)},${String(y)}L${String(end + 46)},${String(y - 24)}L${String(x + 16)},${String(y - 24)}Z`,
            ) +
            hand.lit(vessel(x + 44, y - 46, y - 8, 22, 16), '#d98b5b') +
            hand.lit(frill(x + 44, y - 54, 26, 20, 7, 0.22), '#86ad7d'),
        )
        .join(''),
  },
  feather: {
    rests: 'lies',
    colours: ['white', 'pink', 'natural'],
    draw: (hand) =>
      hand.clad('M96,318C80,200 160,90 312,76C320,210 226,312 110,306Z') +
      hand.line(
        'M76,342C120,260 200,170 290,98M126,268L116,220M166,222L158,168M212,176L210,124M144,250L200,262M184,206L246,216',
        deep(hand.colour, 0.3),
        3,
      ),
  },
} satisfies Shapes;
