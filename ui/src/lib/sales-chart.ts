/** Bars of a chart in a box of its own units, from zero, months without trade included. */
export type Bar = {
  readonly key: string;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
export type BarChart = {
  readonly bars: readonly Bar[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly baseline: number;
};

/** Every month from the first to the last, `YYYY-MM`. */
export const monthsBetween = (first: string, last: string): readonly string[] => {
  const months: string[] = [];
  let [year = 0, month = 0] = first.split('-').map(Number);
  for (let guard = 0; guard < 1_200; guard++) {
    const key = `${year.toString().padStart(4, '0')}-${month.toString().padStart(2, '0')}`;
    if (key > last) break;
    months.push(key);
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
  return months;
};

/** A step that people count in (1, 2 or 5 times a power of ten) and that gives at most `most` ticks. */
export const niceStep = (range: number, most: number): number => {
  const rough = Math.max(range, 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (([1, 2, 5, 10] as const).find((factor) => factor * power >= rough) ?? 10) * power;
};

/** Lays bars out; a negative value hangs below the line of zero. */
export const barChart = (
  values: readonly { readonly key: string; readonly value: number }[],
  box: { readonly width: number; readonly height: number },
  gap = 0.22,
): BarChart => {
  const top = Math.max(0, ...values.map(({ value }) => value));
  const bottom = Math.min(0, ...values.map(({ value }) => value));
  const step = niceStep(top - bottom, 5);
  const high = Math.ceil(top / step) * step || step;
  const low = Math.floor(bottom / step) * step;
  const scale = box.height / (high - low);
  const yOf = (value: number): number => (high - value) * scale;
  const slot = box.width / Math.max(values.length, 1);
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step).map(
    (value) => ({ value, y: yOf(value) }),
  );
  const bars = values.map(({ key, value }, index) => ({
    key,
    value,
    x: index * slot + (slot * gap) / 2,
    width: slot * (1 - gap),
    y: yOf(Math.max(value, 0)),
    height: Math.abs(value) * scale,
  }));
  return { bars, ticks, baseline: yOf(0) };
};
