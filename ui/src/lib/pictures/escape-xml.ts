const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an SVG; what XML 1.0 cannot hold at all (control characters, lone surrogates) is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/\p{Surrogate}|[\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu, '')
    .replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
