/** Values of the model: what JSON has, with whole numbers only. */
export type Json = null | number | string | Json[] | JsonDoc;
export type JsonDoc = { [name: string]: Json };
export type ModelUpdate = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/**
 * A model of update operators, written from MongoDB's manual and from nothing of this package: plain values, changed in place. It answers the new
 * document, or 'refused' where MongoDB gives an error.
 */
export function modelUpdate(before: JsonDoc, update: ModelUpdate): JsonDoc | 'refused' {
  const changes = Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields).map(([path, argument]) => ({
      operator,
      path,
      argument,
      order: orderOf(operator, path, argument),
    })),
  );
  const touched = changes.flatMap(({ operator, path, argument }) =>
    operator === '$rename' ? [path, textOf(argument)] : [path],
  );
  if (touched.some((one, at) => touched.some((other, n) => n !== at && `${other}.`.startsWith(`${one}.`))))
    return 'refused';
  changes.sort((one, other) => (one.order < other.order ? -1 : 1));
  const doc = structuredClone(before);
  for (const { operator, path, argument } of changes) {
    if (!change(doc, operator, path, structuredClone(argument))) return 'refused';
  }
  return doc;
}

/** Paths of one digit and one letter a part, so that text order is the order of paths. */
function orderOf(operator: string, path: string, argument: Json): string {
  return operator === '$rename' ? textOf(argument) : path;
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : '');

type Holder = Record<string, Json> | Json[];
const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);
const isHolder = (value: Json | undefined): value is Holder => typeof value === 'object' && value !== null;
const read = (holder: Holder, name: string): Json | undefined => (isList(holder) ? holder[Number(name)] : holder[name]);

function write(holder: Holder, name: string, value: Json): void {
  if (!isList(holder)) holder[name] = value;
  else {
    while (holder.length < Number(name)) holder.push(null);
    holder[Number(name)] = value;
  }
}

/** Where a path ends; 'absent' where there is nothing to change, 'blocked' where it cannot be made. */
function find(doc: JsonDoc, path: string, make: boolean): { holder: Holder; name: string } | 'absent' | 'blocked' {
  const parts = path.split('.');
  const name = parts.pop() ?? '';
  let holder: Holder = doc;
  for (const part of parts) {
    if (isList(holder) && !/^\d+$/.test(part)) return make ? 'blocked' : 'absent';
    let next = read(holder, part);
    if (next === undefined) {
      if (!make) return 'absent';
      next = {};
      write(holder, part, next);
    }
    if (!isHolder(next)) return make ? 'blocked' : 'absent';
    holder = next;
  }
  if (isList(holder) && !/^\d+$/.test(name)) return make ? 'blocked' : 'absent';
  return { holder, name };
}

const makes = new Set(['$set', '$inc', '$mul', '$min', '$max', '$push', '$addToSet']);

function change(doc: JsonDoc, operator: string, path: string, argument: Json): boolean {
  const place = find(doc, path, makes.has(operator));
  if (place === 'blocked') return false;
  if (place === 'absent') return true;
  const { holder, name } = place;
  const current = read(holder, name);
  switch (operator) {
    case '$set':
      write(holder, name, argument);
      return true;
    case '$unset':
      if (current !== undefined) remove(holder, name);
      return true;
    case '$rename':
      return rename(doc, path, textOf(argument), current);
    case '$inc':
    case '$mul': {
      if (current === undefined) write(holder, name, operator === '$inc' ? argument : 0);
      else if (typeof current !== 'number') return false;
      else write(holder, name, operator === '$inc' ? current + Number(argument) : current * Number(argument));
      return true;
    }
    case '$min':
    case '$max': {
      const order = current === undefined ? 0 : compare(argument, current);
      if (current === undefined || (operator === '$min' ? order < 0 : order > 0)) write(holder, name, argument);
      return true;
    }
    default:
      return changeList(holder, name, operator, argument, current);
  }
}

function remove(holder: Holder, name: string): void {
  if (isList(holder)) holder[Number(name)] = null;
  else Reflect.deleteProperty(holder, name);
}

function rename(doc: JsonDoc, from: string, to: string, current: Json | undefined): boolean {
  if (current === undefined) return true;
  if (passesList(doc, from) || passesList(doc, to)) return false;
  const source = find(doc, from, false);
  if (typeof source !== 'string') remove(source.holder, source.name);
  const target = find(doc, to, true);
  if (typeof target === 'string') return false;
  write(target.holder, target.name, current);
  return true;
}

function passesList(doc: JsonDoc, path: string): boolean {
  let value: Json | undefined = doc;
  for (const part of path.split('.').slice(0, -1)) {
    value = isHolder(value) ? read(value, part) : undefined;
    if (isList(value)) return true;
  }
  return false;
}

function changeList(
  holder: Holder,
  name: string,
  operator: string,
  argument: Json,
  current: Json | undefined,
): boolean {
  if (current !== undefined && !isList(current)) return false;
  if (current === undefined && !makes.has(operator)) return true;
  const list = current ?? [];
  const same = (one: Json, other: Json): boolean => compare(one, other) === 0;
  switch (operator) {
    case '$push':
      write(holder, name, pushed(list, argument));
      return true;
    case '$addToSet':
      for (const item of eachOf(argument)) if (!list.some((has) => same(has, item))) list.push(item);
      write(holder, name, list);
      return true;
    case '$pull':
      write(
        holder,
        name,
        list.filter((item) => !same(item, argument)),
      );
      return true;
    case '$pullAll':
      write(
        holder,
        name,
        list.filter((item) => !(argument as Json[]).some((one) => same(one, item))),
      );
      return true;
    default:
      write(holder, name, argument === 1 ? list.slice(0, -1) : list.slice(1));
      return true;
  }
}

const eachOf = (argument: Json): Json[] =>
  isHolder(argument) && !isList(argument) && isList(argument['$each']) ? argument['$each'] : [argument];

function pushed(list: Json[], argument: Json): Json[] {
  const clauses = isHolder(argument) && !isList(argument) && '$each' in argument ? argument : {};
  const at = clauses['$position'] === undefined ? list.length : Number(clauses['$position']);
  const begin = at < 0 ? Math.max(0, list.length + at) : Math.min(at, list.length);
  let all = [...list.slice(0, begin), ...eachOf(argument), ...list.slice(begin)];
  if (clauses['$sort'] !== undefined) all.sort((a, b) => compare(a, b) * Number(clauses['$sort']));
  const slice = clauses['$slice'];
  if (slice !== undefined) all = Number(slice) >= 0 ? all.slice(0, Number(slice)) : all.slice(Number(slice));
  return all;
}

/** MongoDB's order: null, numbers, text, documents, lists. */
function compare(a: Json, b: Json): number {
  const kinds = rank(a) - rank(b);
  if (kinds !== 0) return kinds;
  if (isList(a) && isList(b)) return compareAll(a, b, compare);
  if (isHolder(a) && isHolder(b)) {
    return compareAll(
      Object.entries(a),
      Object.entries(b),
      ([name, x], [other, y]) => rank(x) - rank(y) || plain(name, other) || compare(x, y),
    );
  }
  return a === null || b === null ? 0 : plain(a, b);
}

const rank = (value: Json): number =>
  value === null ? 0 : typeof value === 'number' ? 1 : typeof value === 'string' ? 2 : isList(value) ? 4 : 3;
const plain = (a: unknown, b: unknown): number =>
  a === b ? 0 : String(a) === String(b) ? 0 : (a as number) < (b as number) ? -1 : 1;

function compareAll<T>(a: readonly T[], b: readonly T[], each: (x: T, y: T) => number): number {
  for (const [at, x] of a.entries()) {
    const y = b[at];
    if (y === undefined) return 1;
    const order = each(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
