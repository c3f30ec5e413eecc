/** What the standard fonts of PDF have beside ASCII and Latin-1 (WinAnsi, ISO 32000-1 annex D). */
const BEYOND_LATIN_1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
/** Letters that are no base letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ı: 'i', ŧ: 't', Ŧ: 'T', ŋ: 'n', Ŋ: 'N', ẞ: 'SS' },
  ...{ '‐': '-', '‑': '-', '−': '-', '\u2009': ' ', '\u202f': ' ', '\t': ' ', '\n': ' ', '\r': ' ' },
};

const isIn = (character: string): boolean =>
  /^[\u0020-\u007e\u00a0-\u00ff]$/.test(character) || BEYOND_LATIN_1.has(character);

const plain = (character: string): string => {
  if (isIn(character)) return character;
  const known = LETTERS[character];
  if (known !== undefined) return known;
  const base = Array.from(character.normalize('NFKD')).filter((part) => !/^\p{M}$/u.test(part));
  const shown = base.map((part) => LETTERS[part] ?? part);
  return shown.length > 0 && shown.every((part) => Array.from(part).every(isIn)) ? shown.join('') : '?';
};

/** A text in the letters that a PDF's standard fonts have: a mark that they lack is left out, a letter is shown as `?`. */
export const printable = (text: string): string => Array.from(text.normalize('NFC'), plain).join('');
