/** An element's beginning or end, as strictly as our pictures write them: double quotes, no spaces around `=`. */
const tag = /^<(\/?)([A-Za-z]+)((?: [A-Za-z][\w:-]*="[^"<&]*")*)(\/?)>/;
const text = /^(?:[^<&\p{Cc}\p{Surrogate}]|[\t\n\r]|&(?:amp|lt|gt|quot|#39);)+/u;

/** What is wrong with a document as XML, and with its references to itself; nothing where it is sound. */
export const faultIn = (svg: string): string | undefined => {
  const open: string[] = [];
  let rest = svg;
  while (rest !== '') {
    const words = text.exec(rest);
    const found = tag.exec(rest);
    if (words) {
      rest = rest.slice(words[0].length);
      continue;
    }
    if (!found) return `cannot be read at: ${rest.slice(0, 60)}`;
    const [whole, closing, name = '', attributes = '', empty] = found;
    const names = [...attributes.matchAll(/ ([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) return `an attribute twice: ${whole}`;
    if (/NaN|undefined|null/.test(attributes)) return `no number: ${whole}`;
    if (closing === '/') {
      if (open.pop() !== name) return `closed too early: ${name}`;
    } else if (empty !== '/') open.push(name);
    rest = rest.slice(whole.length);
    if (open.length === 0 && rest !== '') return `after the end: ${rest.slice(0, 60)}`;
  }
  if (open.length > 0) return `never closed: ${open.join(' ')}`;
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  if (new Set(ids).size !== ids.length) return 'an id twice';
  const missing = [...svg.matchAll(/(?:href="|url\()#([^")]+)/g)].find(([, id]) => !ids.includes(id));
  return missing ? `refers to nothing: ${missing[0]}` : undefined;
};
