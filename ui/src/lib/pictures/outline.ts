/**
 * Outlines as SVG path data on a field of 400 by 400. Only M, L, C, Q and Z, absolute, and each point as `x,y`:
 * the hand that draws them (`hand.ts`) moves every point a little.
 */
const at = (x: number, y: number): string => `${tidy(x)},${tidy(y)}`;

/** A number with one decimal at most. */
export const tidy = (value: number): string => String(Math.round(value * 10) / 10);

export const round = (x: number, y: number, width: number, height: number, r: number): string => {
  const [right, bottom] = [x + width, y + height];
  return (
    `M${at(x + r, y)}L${at(right - r, y)}Q${at(right, y)} ${at(right, y + r)}L${at(right, bottom - r)}` +
    `Q${at(right, bottom)} ${at(right - r, bottom)}L${at(x + r, bottom)}Q${at(x, bottom)} ${at(x, bottom - r)}` +
    `L${at(x, y + r)}Q${at(x, y)} ${at(x + r, y)}Z`
  );
};

export const oval = (cx: number, cy: number, rx: number, ry = rx): string => {
  const [kx, ky] = [rx * 0.5523, ry * 0.5523];
  return (
    `M${at(cx - rx, cy)}C${at(cx - rx, cy - ky)} ${at(cx - kx, cy - ry)} ${at(cx, cy - ry)}` +
    `C${at(cx + kx, cy - ry)} ${at(cx + rx, cy - ky)} ${at(cx + rx, cy)}` +
    `C${at(cx + rx, cy + ky)} ${at(cx + kx, cy + ry)} ${at(cx, cy + ry)}` +
    `C${at(cx - kx, cy + ry)} ${at(cx - rx, cy + ky)} ${at(cx - rx, cy)}Z`
  );
};

export const heart = (cx: number, cy: number, width: number, height = width * 0.95): string => {
  const [w, h] = [width / 2, height / 2];
  return (
    `M${at(cx, cy - h * 0.5)}C${at(cx - w * 0.2, cy - h * 1.05)} ${at(cx - w, cy - h * 1.12)} ${at(cx - w, cy - h * 0.3)}` +
    `C${at(cx - w, cy + h * 0.3)} ${at(cx - w * 0.3, cy + h * 0.6)} ${at(cx, cy + h)}` +
    `C${at(cx + w * 0.3, cy + h * 0.6)} ${at(cx + w, cy + h * 0.3)} ${at(cx + w, cy - h * 0.3)}` +
    `C${at(cx + w, cy - h * 1.12)} ${at(cx + w * 0.2, cy - h * 1.05)} ${at(cx, cy - h * 0.5)}Z`
  );
};

const around = (count: number, point: (angle: number, i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => point((i / count) * Math.PI * 2 - Math.PI / 2, i));

export const star = (cx: number, cy: number, r: number, points = 5, inner = 0.48): string =>
  'M' +
  around(points * 2, (angle, i) => {
    const reach = i % 2 === 0 ? r : r * inner;
    return at(cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach);
  }).join('L') +
  'Z';

/** A round thing with a frilled edge: doilies, cake cases from above, flowers. */
export const frill = (cx: number, cy: number, rx: number, ry: number, bumps: number, depth = 0.12): string => {
  const step = Math.PI / bumps;
  return (
    `M${at(cx, cy - ry)}` +
    around(bumps, (angle) => {
      const [mid, end] = [angle + step, angle + step * 2];
      const out = 1 + depth * 2;
      return `Q${at(cx + Math.cos(mid) * rx * out, cy + Math.sin(mid) * ry * out)} ${at(cx + Math.cos(end) * rx, cy + Math.sin(end) * ry)}`;
    }).join('') +
    'Z'
  );
};

/** A vessel seen a little from above, without its rim: straight sides, a curved foot. */
export const vessel = (cx: number, top: number, bottom: number, above: number, below: number): string => {
  const dip = below * 0.22;
  return (
    `M${at(cx - above, top)}L${at(cx - below, bottom - dip)}C${at(cx - below * 0.6, bottom + dip * 0.4)} ` +
    `${at(cx + below * 0.6, bottom + dip * 0.4)} ${at(cx + below, bottom - dip)}L${at(cx + above, top)}` +
    `C${at(cx + above * 0.6, top + above * 0.24)} ${at(cx - above * 0.6, top + above * 0.24)} ${at(cx - above, top)}Z`
  );
};

/** A drop of flame that stands on its point of wick. */
export const flame = (cx: number, foot: number, height: number): string =>
  `M${at(cx, foot - height)}C${at(cx + height * 0.12, foot - height * 0.6)} ${at(cx + height * 0.36, foot - height * 0.4)} ${at(cx + height * 0.3, foot - height * 0.2)}` +
  `C${at(cx + height * 0.22, foot + height * 0.06)} ${at(cx - height * 0.22, foot + height * 0.06)} ${at(cx - height * 0.3, foot - height * 0.2)}` +
  `C${at(cx - height * 0.36, foot - height * 0.4)} ${at(cx - height * 0.06, foot - height * 0.6)} ${at(cx, foot - height)}Z`;
