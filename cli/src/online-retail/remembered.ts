/** More distinct values than any real file has; a file that is nothing but distinct values must not fill the memory. */
const MOST = 200_000;

/**
 * Remembers the answers of a pure function of a text. A file of a million rows has some thousand different codes, prices
 * and times; each is judged once.
 */
export const remembered = <Answer>(judge: (text: string) => Answer): ((text: string) => Answer) => {
  const known = new Map<string, Answer>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    // A field is a window on a large piece of the file, and a key would keep all of that in memory: keep a copy.
    const own = Buffer.from(text).toString();
    const made = judge(own);
    if (known.size >= MOST) known.clear();
    known.set(own, made);
    return made;
  };
};
