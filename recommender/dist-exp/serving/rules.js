import { readFileSync } from 'node:fs';
import { sku } from '@storefold/contracts';
import { z } from 'zod';
/**
 * What the shop says of recommending a product, by whom and why. Told in a file and not by events: a rule says nothing of
 * what happened in the shop, only how its answers are arranged, and whoever runs the recommender sets it beside its
 * other settings.
 */
const rule = z.strictObject({
    sku,
    /** `block`: never recommended. `boost`: counts as suiting half as well again as the best does. */
    rule: z.enum(['block', 'boost']),
    by: z.string().trim().min(1).max(100),
    because: z.string().trim().min(1).max(300),
});
const file = z.strictObject({ rules: z.array(rule).max(10_000) });
const BOOST = 0.5;
export const noRules = { isBlocked: () => false, boostOf: () => 0 };
/** @throws Error that names the file and what is wrong in it */
export const readRules = (path) => {
    let parsed;
    try {
        parsed = file.parse(JSON.parse(readFileSync(path, 'utf8')));
    }
    catch (error) {
        throw new Error(`${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
    }
    const of = (kind) => new Set(parsed.rules.flatMap((each) => (each.rule === kind ? [each.sku] : [])));
    const blocked = of('block');
    const boosted = of('boost');
    return { isBlocked: (name) => blocked.has(name), boostOf: (name) => (boosted.has(name) ? BOOST : 0) };
};
//# sourceMappingURL=rules.js.map