import { statSync } from 'node:fs';
const LOOK_EACH_MS = 5_000;
/**
 * Reads a file now and whenever it is another than before. One that is missing or cannot be read is told once, and what
 * was read before stays in force.
 */
export const watchFile = (path, read, logger) => {
    let content;
    let known;
    const look = () => {
        let version = 'missing';
        try {
            const { mtimeMs, size, ino } = statSync(path);
            version = [mtimeMs, size, ino].join();
            if (version === known)
                return;
            content = read(path);
            logger.info({ path }, 'read a file anew');
        }
        catch (error) {
            if (version !== known)
                logger.warn({ path, err: error }, 'a file cannot be used; what was read before stays');
        }
        known = version;
    };
    look();
    const timer = setInterval(look, LOOK_EACH_MS).unref();
    return {
        content: () => content,
        look,
        close: () => {
            clearInterval(timer);
        },
    };
};
//# sourceMappingURL=watched-file.js.map