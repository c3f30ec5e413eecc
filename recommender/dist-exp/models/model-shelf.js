import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel, UnusableModel, writeModelFile } from '../training/model-file.js';
const NAME = /^([0-9a-f]{64})\.model$/;
/** What a writer that was killed left beside; a minute is longer than any write takes. */
const LEFT_BESIDE = /\.model\.[0-9a-f]+\.new$/;
const LEFT_AFTER_MS = 60_000;
/** A file this young may be of a training that is about to tell the log of it. */
const YOUNG_MS = 3_600_000;
const USUAL_KEPT = 5;
/** The name of a model: the SHA-256 of its file. */
export const modelIdOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** A folder of model files, each named by the SHA-256 of what it holds: a file under a wrong name is told from a good one. */
export class ModelShelf {
    #folder;
    #kept;
    /** @param kept files that stay beside those that are needed: the newest. @default 5 */
    constructor(folder, kept = USUAL_KEPT) {
        this.#folder = folder;
        this.#kept = kept;
        mkdirSync(folder, { recursive: true });
    }
    pathOf(modelId) {
        return join(this.#folder, `${modelId}.model`);
    }
    /** Names of the models that lie here, sorted. */
    list() {
        return readdirSync(this.#folder)
            .flatMap((name) => NAME.exec(name)?.[1] ?? [])
            .sort();
    }
    /** Puts a model on the shelf, whole or not at all. @returns its name */
    put(bytes) {
        const modelId = modelIdOf(bytes);
        const beside = `${this.pathOf(modelId)}.${randomBytes(4).toString('hex')}`;
        writeModelFile(this.pathOf(modelId), bytes, `${beside}.new`);
        return modelId;
    }
    /** @throws UnusableModel when it is not there, damaged, another than its name says, or of other code */
    bytesOf(modelId) {
        const path = this.pathOf(modelId);
        let bytes;
        try {
            bytes = readFileSync(path);
        }
        catch (error) {
            throw new UnusableModel(`${path} cannot be read (${error instanceof Error ? error.message : String(error)})`);
        }
        if (modelIdOf(bytes) !== modelId)
            throw new UnusableModel(`${path} holds another model than its name says, or is damaged; train again`);
        return bytes;
    }
    /** @throws UnusableModel, as `bytesOf` */
    read(modelId) {
        try {
            return decodeModel(this.bytesOf(modelId));
        }
        catch (error) {
            if (error instanceof UnusableModel && !error.message.startsWith(this.#folder))
                throw new UnusableModel(`${this.pathOf(modelId)}: ${error.message}`);
            throw error;
        }
    }
    /**
     * Takes away all but the needed, the newest others and those of the last hour, and what killed writers left.
     *
     * @param forbidden models that must go although they are new: they know a customer who is erased
     * @param nowMs milliseconds since 1970
     */
    tidy(needed, forbidden, nowMs) {
        const path = (name) => join(this.#folder, name);
        for (const name of readdirSync(this.#folder)) {
            if (LEFT_BESIDE.test(name) && nowMs - statSync(path(name)).mtimeMs > LEFT_AFTER_MS)
                rmSync(path(name), { force: true });
        }
        const others = this.list()
            .filter((modelId) => !needed.includes(modelId))
            .map((modelId) => ({ modelId, at: statSync(this.pathOf(modelId)).mtimeMs }))
            .sort((one, other) => other.at - one.at);
        let kept = 0;
        for (const { modelId, at } of others)
            if (forbidden.has(modelId) || (++kept > this.#kept && nowMs - at > YOUNG_MS))
                rmSync(this.pathOf(modelId), { force: true });
    }
}
//# sourceMappingURL=model-shelf.js.map