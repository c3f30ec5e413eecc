import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { readWords } from '../counts/words.js';
import { featureNames } from '../features/features.js';
import { CODE_VERSION } from './trained-model.js';
import { packSections, unpackSections } from './sections.js';
/** A model file that cannot be used; the message says why and what to do. */
export class UnusableModel extends Error {
    name = 'UnusableModel';
}
const MAGIC = 'storefold-model\n';
const FORMAT = 1;
const both = (schema) => z.strictObject({ all: schema, new: schema });
/** JSON knows no infinity; null stands for it. */
const halfLife = z.number().nullable();
const headSchema = z.strictObject({
    format: z.literal(FORMAT),
    provenance: z.strictObject({
        ...{ logId: z.string(), position: z.string(), seed: z.number(), codeVersion: z.string(), erased: z.string() },
        warmFrom: z.string().optional(),
    }),
    features: z.array(z.string()),
    validation: both(z.strictObject({ linear: z.number(), network: z.number() })),
    champion: both(z.enum(['linear', 'network'])),
    settings: z.strictObject({
        personal: z.strictObject({ halfLifeDays: halfLife }),
        transitions: z.strictObject({ halfLifeDays: halfLife, contextSteps: z.number() }),
        together: z.strictObject({ halfLifeDays: halfLife, contextSteps: z.number() }),
        neighbours: z.strictObject({ halfLifeDays: halfLife }),
        ease: z.strictObject({ halfLifeDays: halfLife, lambda: z.number(), mostItems: z.number() }).nullable(),
    }),
    now: z.number(),
    itemNames: z.array(z.string()),
    itemTexts: z.array(z.string()),
    sections: z.array(z.strictObject({ name: z.string(), kind: z.enum(['i32', 'f32']), length: z.number() })),
});
const tables = ['transitions', 'together', 'neighbours'];
const facts = [
    ...['week', 'month', 'quarter', 'ever', 'lastYear', 'firstDaysAgo', 'lastDaysAgo', 'repeatShare'],
    ...['fortnight', 'monthBefore', 'newcomers', 'repeatNow'],
];
const sectionsOf = ({ rankers, snapshot }) => ({
    'scaling.mean': rankers.scaling.mean,
    'scaling.scale': rankers.scaling.scale,
    'all.linear': rankers.heads.all.linear.weights,
    'all.network': rankers.heads.all.network.weights,
    'new.linear': rankers.heads.new.linear.weights,
    'new.network': rankers.heads.new.network.weights,
    ...Object.fromEntries(tables.flatMap((name) => [
        [`${name}.starts`, snapshot[name].starts],
        [`${name}.items`, snapshot[name].items],
        [`${name}.weights`, snapshot[name].weights],
    ])),
    ...Object.fromEntries(facts.map((name) => [`facts.${name}`, snapshot.facts[name]])),
    ...(snapshot.ease === undefined
        ? {}
        : {
            'ease.items': snapshot.ease.items,
            'ease.places': snapshot.ease.places,
            'ease.weights': snapshot.ease.weights,
        }),
});
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** Hexadecimal signs of a SHA-256. */
const CHECKSUM = 64;
/** A model as bytes: equal models give equal bytes. @param itemTexts titles, from which words are read again */
export const encodeModel = (model, itemTexts) => {
    const { heads, bytes } = packSections(sectionsOf(model));
    const { validation, champion, itemNames, snapshot } = model;
    const { logId, position, seed, codeVersion, erased, warmFrom } = model.provenance;
    // Named one by one: the order of fields is part of the bytes.
    const provenance = { logId, position, seed, codeVersion, erased, ...(warmFrom === undefined ? {} : { warmFrom }) };
    const head = JSON.stringify({
        ...{ format: FORMAT, provenance, features: featureNames, validation, champion },
        // JSON writes Infinity as null, which is what the schema reads.
        settings: { ...snapshot.settings, ease: snapshot.settings.ease ?? null },
        ...{ now: snapshot.now, itemNames, itemTexts, sections: heads },
    });
    const rest = Buffer.concat([Buffer.from(`${head}\n`), bytes]);
    return Buffer.concat([Buffer.from(`${MAGIC}${sha256(rest)}\n`), rest]);
};
/**
 * Reads a model.
 *
 * @throws UnusableModel when it is damaged, no model, or of other code
 */
export const decodeModel = (bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
        throw new UnusableModel('this is no model file');
    const damaged = (why) => new UnusableModel(`the model file is damaged (${why}); train again`);
    const begin = MAGIC.length + CHECKSUM + 1;
    const rest = buffer.subarray(begin);
    if (sha256(rest) !== buffer.toString('latin1', MAGIC.length, begin - 1))
        throw damaged('its checksum is another');
    const end = rest.indexOf(10);
    if (end < 0)
        throw damaged('its head has no end');
    let json;
    try {
        json = JSON.parse(rest.toString('utf8', 0, end));
    }
    catch {
        throw damaged('its head is not JSON');
    }
    const format = z.looseObject({ format: z.number() }).safeParse(json);
    if (format.success && format.data.format !== FORMAT)
        throw new UnusableModel(`the model file has format ${format.data.format.toString()}, this code reads ${FORMAT.toString()}; train again`);
    // Before the rest is judged: another version may have had another head.
    const version = z.looseObject({ provenance: z.looseObject({ codeVersion: z.string() }) }).safeParse(json);
    if (version.success && version.data.provenance.codeVersion !== CODE_VERSION)
        throw new UnusableModel(`the model was trained by code version ${version.data.provenance.codeVersion}, this is ${CODE_VERSION}; train again`);
    const parsed = headSchema.safeParse(json);
    if (!parsed.success)
        throw damaged(parsed.error.issues[0]?.message ?? 'its head makes no sense');
    const body = parsed.data;
    if (body.features.join() !== featureNames.join())
        throw new UnusableModel('the model was trained on other features than this code writes; train again');
    return assemble(body, unpackSections(body.sections, rest.subarray(end + 1)));
};
const assemble = (body, sections) => {
    const floats = (name) => {
        const section = sections.get(name);
        if (section instanceof Float32Array)
            return section;
        throw new UnusableModel(`the model file has no column ${name}; train again`);
    };
    const ints = (name) => {
        const section = sections.get(name);
        if (section instanceof Int32Array)
            return section;
        throw new UnusableModel(`the model file has no column ${name}; train again`);
    };
    const table = (name) => ({
        starts: ints(`${name}.starts`),
        items: ints(`${name}.items`),
        weights: floats(`${name}.weights`),
    });
    const life = (of) => ({
        ...of,
        halfLifeDays: of.halfLifeDays ?? Infinity,
    });
    const { settings, provenance, validation, champion, itemNames, now } = body;
    const ease = settings.ease === null ? undefined : life(settings.ease);
    const head = (mode) => ({
        linear: { weights: floats(`${mode}.linear`) },
        network: { weights: floats(`${mode}.network`) },
        validation: validation[mode],
    });
    const column = (name) => floats(`facts.${name}`);
    return {
        ...{ provenance, itemNames, validation, champion },
        rankers: {
            scaling: { mean: floats('scaling.mean'), scale: floats('scaling.scale') },
            heads: { all: head('all'), new: head('new') },
        },
        snapshot: {
            settings: {
                personal: life(settings.personal),
                transitions: life(settings.transitions),
                together: life(settings.together),
                neighbours: life(settings.neighbours),
                ease,
            },
            ...{ items: itemNames.length, now },
            facts: {
                ...{ week: column('week'), month: column('month'), quarter: column('quarter'), ever: column('ever') },
                ...{ lastYear: column('lastYear'), firstDaysAgo: column('firstDaysAgo') },
                ...{ lastDaysAgo: column('lastDaysAgo'), repeatShare: column('repeatShare') },
                ...{ fortnight: column('fortnight'), monthBefore: column('monthBefore') },
                ...{ newcomers: column('newcomers'), repeatNow: column('repeatNow') },
            },
            ...{ transitions: table('transitions'), together: table('together'), neighbours: table('neighbours') },
            ease: ease && {
                halfLifeDays: ease.halfLifeDays,
                ...{ items: ints('ease.items'), places: ints('ease.places'), weights: floats('ease.weights') },
            },
            words: readWords(body.itemTexts),
        },
    };
};
/** Writes beside and renames: whoever is killed while writing leaves the old file as it was. */
export const writeModelFile = (path, bytes, beside = `${path}.new`) => {
    const file = openSync(beside, 'w');
    try {
        for (let at = 0; at < bytes.length;)
            at += writeSync(file, bytes, at);
        fsyncSync(file);
    }
    finally {
        closeSync(file);
    }
    renameSync(beside, path);
};
/** @throws UnusableModel, naming the file */
export const readModelFile = (path) => {
    try {
        return decodeModel(readFileSync(path));
    }
    catch (error) {
        if (error instanceof UnusableModel)
            throw new UnusableModel(`${path}: ${error.message}`);
        throw error;
    }
};
//# sourceMappingURL=model-file.js.map