import { colourCalled, isMaterial, type Colour } from './palette.js';
import { type Pattern } from './patterns.js';
import { shapeNamedIn } from './shape-words.js';
import { type ShapeName } from './shapes/catalogue.js';

/** What a title says about how its goods look. */
export type Reading = {
  /** Nothing where the title names no goods that we can draw. */
  readonly shape: ShapeName | undefined;
  /** As named, most important first: the goods themselves, then what is on them. */
  readonly colours: readonly Colour[];
  readonly pattern: Pattern | undefined;
  /** How many there are in the set, 1 where the title does not say. */
  readonly count: number;
  readonly size: 'small' | 'usual' | 'large';
  readonly assorted: boolean;
  /** What may be written on it: the title without what the picture shows anyway, in lines of capitals. */
  readonly words: readonly string[];
};

/** The first that fits is the pattern, with the colour of goods of that design where the title names none. */
const patterns: readonly (readonly [Pattern, RegExp, Colour])[] = [
  ['skull', /\bSKULLS?\b/, 'black'],
  ['spaceboy', /\b(SPACE ?BOY|ROCKET|SPACE|ROBOTS?)\b/, 'duckegg'],
  ['union', /\b(UNION (JACK|FLAG)|EMPIRE)\b/, 'navy'],
  ['dolly', /\b(DOLLY GIRL|DOLL[YI]ES?|SUKI|LOLA|GIRLS?|TILDA)\b/, 'pink'],
  ['babushka', /\bBABUSHKAS?\b/, 'cream'],
  ['strawberry', /\bSTRAWBERR?(Y|IES)\b/, 'mint'],
  ['toadstools', /\b(TOADSTOOLS?|MUSHROOMS?)\b/, 'duckegg'],
  ['woodland', /\b(WOODLAND|FOX|FOREST|HEDGEHOG|MAGIC GARDEN)\b/, 'cream'],
  ['owl', /\bOWLS?\b/, 'duckegg'],
  ['apple', /\b(APPLES?|FRUITS?|PEARS?|CHERR(Y|IES))\b/, 'cream'],
  ['dinosaurs', /\bDINOSAURS?\b/, 'cream'],
  ['cars', /\b(CARS?|TRACTOR|TRUCKS?|TRANSPORT)\b/, 'blue'],
  ['retrospot', /\b(RETRO ?SPOTS?|SPOTS?|SPOTTY|SPOTTED)\b/, 'red'],
  ['polkadot', /\b(POLKA ?DOTS?|DOTS?|DOTTY|POLKA)\b/, 'pink'],
  ['alphabet', /\b(ALPHABET|ABC|SCHOOL)\b/, 'cream'],
  ['toys', /\bTOYS\b/, 'yellow'],
  ['stripes', /\b(CIRCUS|STRONGMAN|STRIPE[SY]?|STRIPED|DECKCHAIR|TICKING|PARADE)\b/, 'red'],
  ['nordic', /\b(SCANDINAVIAN|SCANDI|NORDIC|FAIR ?ISLE|KNITTED|FOLK ?ART|REINDEER)\b/, 'red'],
  ['paisley', /\bPAISLEY\b/, 'red'],
  ['baroque', /\b(BAROQUE|DAMASK|FLOCK|ROCOCO)\b/, 'white'],
  ['gingham', /\b(GINGHAM|CHECK|TARTAN)\b/, 'red'],
  ['christmas', /\b(CHRISTMAS|XMAS|NOEL|SANTA|SNOWM[AE]N|HOLLY|ADVENT)\b/, 'cream'],
  ['tea', /\b(TEA ?TIME|TEA PARTY|CUP OF TEA|AFTERNOON TEA|TEA TIME|TEA)\b/, 'duckegg'],
  ['fairy', /\b(FAIRY CAKES?|CUP ?CAKES?|CAKES?|PANTRY|BAKE)\b/, 'duckegg'],
  ['cats', /\b(CATS?|KITTY|KITTENS?)\b/, 'pink'],
  ['dogs', /\b(SCOTT(IE|Y)|DOGS?|PUPP(Y|IES))\b/, 'cream'],
  ['rabbits', /\b(RABBITS?|BUNN(Y|IES))\b/, 'mint'],
  ['birds', /\b(LOVE)?(BIRDS?|BIRDY|ROBINS?|SWALLOWS?|CHICKS?|HENS?|DOVES?|FAWN)\b/, 'duckegg'],
  ['butterflies', /\bBUTTERFL(Y|IES)\b/, 'cream'],
  ['daisies', /\b(DAIS(Y|IES)|POPP(Y|IES)|SUNFLOWERS?)\b/, 'duckegg'],
  ['roses', /\b(ROSES?|REGENCY|ROSIE|VICTORIAN)\b/, 'white'],
  ['floral', /\b(FLORAL|FLOWERS?|BLOSSOM|BOTANICAL|CHINTZ|ROMANTIC|PETALS?|COTTAGE|GARDEN)\b/, 'cream'],
  ['leaves', /\b(LEAF|LEAVES|HERBS?)\b/, 'cream'],
  ['hearts', /\b(SWEET)?(HEARTS?)\b|\bI LOVE\b|\bLOVE\b/, 'cream'],
  ['stars', /\bSTARS?\b/, 'navy'],
  ['lace', /\b(LACE|DOIL(Y|IES)|CROCHET)\b/, 'white'],
  ['floral', /\b(VINTAGE|SHABBY|50 S|VARIEGATED)\b/, 'cream'],
];

/** A thing is not printed with itself. */
const itself: Readonly<Partial<Record<Pattern, RegExp>>> = {
  hearts: /heart/i,
  stars: /star/i,
  birds: /bird|dove|egg/i,
  butterflies: /butterfly/,
  owl: /^owl$/,
  dolly: /doll/,
  babushka: /babushka/,
  christmas: /tree|paperChain|bells|wreath|heart|star|wire/i,
  toadstools: /toadstool|nightLight/,
  rabbits: /softToy/,
  cats: /softToy/,
  dogs: /softToy/,
  cars: /blocks/,
  toys: /blocks/,
  alphabet: /blocks|letters/,
  tea: /tea|light/i,
  fairy: /cake|light/i,
  lace: /doil/,
  daisies: /flower/,
  roses: /flower/,
  floral: /flower|plantPot|wateringCan|birdhouse|ladder|bucket|lantern|sign|clock|frame|mirror|light|heart|glass/i,
  leaves: /feather|plantPot/,
};

const noise = new Set(
  (
    'A AN ANT ANTIQUE ASSORTED ASST ASSTD CERAMIC CHILDREN CHILDRENS CHILDS CM COLOUR COLOURED COLOURS DECORATION DECORATIVE DESIGN DESIGNS ENAMEL ENGRAVED ETCHED ' +
    'FANCY FELT FELTCRAFT FINISH FOLD FONT FRENCH GIANT HANGING IN JUMBO KIDS LARGE LONG MEDIUM METAL MINI NATURAL OF ON PACK PAINTED PIECE PRINTED RECTANGLE ' +
    'RETRO ROUND RUSTIC SET SHAPE SHAPED SMALL SQUARE STYLE TALL TIN TRADITIONAL VINTAGE WALL WITH WOOD WOODEN ZINC BLOCK BUILDING WORD MUSICAL S T KIT MAKING JAR JARS DESIGNED PC AND GARDENERS PAD FOLKART SHABBY CHIC'
  ).split(' '),
);

/** Lines of about the same length, none longer than it must be. */
const inLines = (words: readonly string[]): readonly string[] => {
  const letters = words.join(' ').length;
  const room = Math.max(8, Math.ceil(letters / (letters > 30 ? 4 : letters > 18 ? 3 : 2)) + 1);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < room) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines.slice(0, 4);
};

/** What carries its own name, as a jar says JAM. */
const labelled: ReadonlySet<ShapeName> = new Set(['jar', 'flatTin', 'breadBin', 'box', 'boardGame', 'chalk']);
const phrases: ReadonlySet<ShapeName> = new Set([
  'sign',
  'doormat',
  'mug',
  'hottie',
  'kneelingPad',
  'keyFob',
  'letters',
]);

/** Only in a phrase do small words matter: `A CUP OF TEA`. */
const phraseOf = (
  title: string,
  shape: ShapeName | undefined,
  shapeWords: string,
  patternWords: string,
): readonly string[] => {
  const spoken = title
    .toUpperCase()
    .replace(/[^\p{L}\p{N}'&+ ]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = new Set(labelled.has(shape ?? 'parcel') ? [] : shapeWords.split(' '));
  const phrase = phrases.has(shape ?? 'parcel');
  // Where the pattern shows, its words are not written over it.
  const drawn = phrase && shape !== 'doormat' && shape !== 'kneelingPad' ? '' : patternWords;
  return spoken.filter((word) => {
    if (shown.has(word) || drawn.split(' ').includes(word) || /^\d+(CM)?$/.test(word)) return false;
    if (phrase && /^(A|AND|IN|OF|ON|WITH|TIN)$/.test(word)) return true;
    if (shape === 'sign' && word === 'CHOCOLATE') return true;
    return !noise.has(word) && colourCalled(word.toLowerCase()) === undefined;
  });
};

const coloursOf = (plain: string): readonly Colour[] => {
  const named = plain.split(' ').flatMap((word) => colourCalled(word.toLowerCase()) ?? []);
  const strong = named.filter((colour) => !isMaterial(colour));
  const ordered = [...new Set([...strong, ...named])];
  // A white spot on red china: what is before SPOT or STRIPE is on the goods, not the goods.
  const marks = colourCalled((/(\w+) (?:SPOTS?|DOTS?|STRIPES?)\b/.exec(plain)?.[1] ?? '').toLowerCase());
  if (marks === undefined) return ordered;
  return [ordered.find((colour) => colour !== marks) ?? 'white', marks];
};

const countOf = (plain: string): number => {
  const found =
    /\b(?:(?:SET|PACK|S|PK)(?: OF)?|(?:BOX|TUBE|BAG) OF) ?(\d+)\b|^(\d+) (?!TIER)[A-Z]|\b(?:PACK|SET) OF (\w+)/.exec(
      plain,
    );
  const digits = found?.[1] ?? found?.[2];
  if (digits !== undefined) return Math.max(1, Number(digits));
  return { TWO: 2, THREE: 3, FOUR: 4, SIX: 6 }[found?.[3] ?? ''] ?? (/\bPAIR\b/.test(plain) ? 2 : 1);
};

export const readTitle = (title: string): Reading => {
  const plain = title
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
  const named = shapeNamedIn(plain);
  const shape = named?.shape === 'parcel' ? undefined : named?.shape;
  const worn = patterns.find(
    ([pattern, said]) => said.test(plain) && !(shape !== undefined && itself[pattern]?.test(shape)),
  );
  const colours = coloursOf(plain);
  const onlyMaterial = colours.every((colour) => isMaterial(colour) && colour !== 'cream');
  return {
    shape,
    colours: onlyMaterial && worn !== undefined ? [worn[2], ...colours] : colours,
    pattern: worn?.[0],
    count: countOf(plain),
    size: /\b(SMALL|MINI|TINY|LITTLE)\b/.test(plain)
      ? 'small'
      : /\b(LARGE|JUMBO|GIANT|BIG|GRAND)\b/.test(plain)
        ? 'large'
        : 'usual',
    assorted: /\b(ASSORTED|ASST|ASSTD|ASS|MIXED|MULTI)\b|\bCOLOURS\b/.test(plain),
    words: inLines(phraseOf(title, shape, named?.by ?? '', worn?.[1].exec(plain)?.[0] ?? '')),
  };
};
