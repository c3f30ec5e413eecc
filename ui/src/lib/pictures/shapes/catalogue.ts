import { bags } from './bags.js';
import { baking } from './baking.js';
import { boxes } from './boxes.js';
import { hearts } from './hearts.js';
import { lights } from './lights.js';
import { nature } from './nature.js';
import { paper } from './paper.js';
import { pastimes } from './pastimes.js';
import { type Shape } from './shape.js';
import { tableware } from './tableware.js';
import { textiles } from './textiles.js';
import { toys } from './toys.js';
import { walls } from './walls.js';

/** Every kind of goods that we can draw. */
const drawable = {
  ...bags,
  ...baking,
  ...boxes,
  ...hearts,
  ...lights,
  ...nature,
  ...paper,
  ...pastimes,
  ...tableware,
  ...textiles,
  ...toys,
  ...walls,
};

export type ShapeName = keyof typeof drawable;

export const shapes: Readonly<Record<ShapeName, Shape>> = drawable;
