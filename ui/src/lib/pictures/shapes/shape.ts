import { type Colour } from '../palette.js';
import { type Hand } from '../hand.js';

/** One kind of goods, drawn on a field of 400 by 400; what stands does so at a height of 340. */
export type Shape = {
  readonly draw: (hand: Hand) => string;
  /** On the table, on a thread before the wall, or flat on the paper seen from above. */
  readonly rests: 'stands' | 'hangs' | 'lies';
  /** What it usually comes in, where its title names no colour. */
  readonly colours?: readonly [Colour, ...Colour[]];
  /** It is itself a set, or one of a kind: a count in the title draws no more of it. */
  readonly alone?: true;
  /** What it is made of does not show: it is enamelled or papered all over. */
  readonly painted?: true;
  /** Its writing or its use asks for plain goods, whatever the title says. */
  readonly plain?: true;
  /** Half the width of what touches the table. @default 105 */
  readonly foot?: number;
  /** Where the thread ends that it hangs on. @default 96 */
  readonly thread?: number;
};

export type Shapes = Readonly<Record<string, Shape>>;
