/**
 * Sums of the Online Retail II history, computed from the file alone: no line of the product is used here, so that a
 * mistake of the product cannot hide in its own check. Prints JSON.
 *
 *   node e2e/independent/online-retail-sums.mjs online-retail-ii.csv.gz
 *
 * Amounts are pence. Months are London's, and so are the times in the file: the month is read off the text.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const CHARGES = new Set('POST|DOT|M|D|S|BANK CHARGES|AMAZONFEE|ADJUST|ADJUST2|B|C2|C3|CRUK|m'.split('|'));

/** Records of a CSV text, one character at a time. */
function* records(text) {
  let record = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === ',') {
      record.push(field);
      field = '';
    } else if (c === '\n') {
      record.push(field.endsWith('\r') ? field.slice(0, -1) : field);
      yield record;
      record = [];
      field = '';
    } else field += c;
  }
  if (field !== '' || record.length > 0) yield [...record, field];
}

/** A decimal number of pounds as whole millionths of a pound. */
const millionths = (text) => {
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return negative ? -size : size;
};

/** Millionths of a pound as pence; a tie goes to the even penny. */
const pence = (value) => {
  const negative = value < 0n;
  const size = negative ? -value : value;
  let whole = size / 10_000n;
  const rest = size % 10_000n;
  if (rest > 5_000n || (rest === 5_000n && whole % 2n === 1n)) whole += 1n;
  return negative ? -whole : whole;
};

const empty = () => ({
  orders: 0,
  units: 0n,
  linesMinor: 0n,
  chargesMinor: 0n,
  refundsMinor: 0n,
  unitsReturned: 0n,
  returnsMinor: 0n,
  adjustments: 0,
  adjustmentsMinor: 0n,
});
const groups = { all: new Map(), month: new Map(), country: new Map(), product: new Map(), customer: new Map() };
const sums = (group, key) => {
  let found = groups[group].get(key);
  if (!found) groups[group].set(key, (found = empty()));
  return found;
};

const bytes = readFileSync(process.argv[2]);
const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');

/** Invoices, and `invoice|product`, that were counted. */
const ordersSeen = new Set();
/** An invoice's month is that of its first row: a few invoices run over a minute. */
const monthOf = new Map();
const creditNotes = new Set();
let rows = 0;
for (const [invoice, rawCode, , rawQuantity, date, price, customerId, country] of records(text)) {
  if (invoice === 'invoice') continue;
  rows++;
  const code = rawCode.trim();
  const quantity = BigInt(rawQuantity);
  const amount = pence(quantity * millionths(price));
  const free = millionths(price) === 0n;
  if (free) continue;
  if (!monthOf.has(invoice)) monthOf.set(invoice, date.slice(0, 7));
  const month = monthOf.get(invoice);
  const customer = customerId === '' ? 'guest' : customerId;
  const places = [
    sums('all', 'all'),
    sums('month', month),
    sums('country', `${month}|${country}`),
    sums('customer', `${month}|${customer}`),
  ];
  const product = () => sums('product', `${month}|${code}`);
  const charge = CHARGES.has(code);

  if (invoice.startsWith('A')) {
    for (const place of places) {
      place.adjustments += 1;
      place.adjustmentsMinor += amount;
    }
  } else if (invoice.startsWith('C')) {
    creditNotes.add(invoice);
    for (const place of places) place.refundsMinor -= amount;
    if (charge) continue;
    for (const place of [...places, product()]) {
      place.unitsReturned -= quantity;
      place.returnsMinor -= amount;
    }
  } else {
    if (!ordersSeen.has(invoice)) for (const place of places) place.orders += 1;
    ordersSeen.add(invoice);
    for (const place of places) {
      if (charge) place.chargesMinor += amount;
      else {
        place.units += quantity;
        place.linesMinor += amount;
      }
    }
    if (!charge) {
      const named = `${invoice}|${code}`;
      if (!ordersSeen.has(named)) product().orders += 1;
      ordersSeen.add(named);
      product().units += quantity;
      product().linesMinor += amount;
    }
  }
}

const plain = (group) =>
  Object.fromEntries(
    [...groups[group]]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, values]) => [
        key,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])),
      ]),
  );
console.log(
  JSON.stringify({
    rows,
    creditNotes: creditNotes.size,
    all: plain('all').all,
    month: plain('month'),
    country: plain('country'),
    product: plain('product'),
    customer: plain('customer'),
  }),
);
