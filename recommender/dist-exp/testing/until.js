import { setTimeout as sleep } from 'node:timers/promises';
const LOOK_MS = 25;
/** Asks again until there is an answer, or a time has passed that only a fault can take. @default withinMs ten seconds */
export const until = async (what, look, withinMs = 10_000) => {
    for (let tries = 0; tries < withinMs / LOOK_MS; tries++) {
        const value = await look();
        if (value !== undefined)
            return value;
        await sleep(LOOK_MS);
    }
    throw new Error(`waited in vain for ${what}`);
};
//# sourceMappingURL=until.js.map