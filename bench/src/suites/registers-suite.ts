import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { registerDecider, type InvoiceDraft, type RegisterState } from '@storefold/command-side';
import type { EventMetadata, ShopEvent } from '@storefold/contracts';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, toRecorded } from '@storefold/platform';
import { atMost, exactly, figure, type Row } from '../result.js';
import { temporaryFolder } from '../running/shop.js';
import { z } from 'zod';
import type { Suite } from './suite.js';

const suite = 'registers';
/** A shop that sends a million orders a year issues so many invoices a month; one that numbered by year, all of them in one register. */
const MONTH = 83_000;
const YEAR = 1_000_000;
const PER_APPEND = 200;
const month = '2026-11';

const line = (lineId: string) => ({
  ...{ lineId, sku: `SKU-${lineId}`, title: 'A thing of an ordinary name', quantity: 2, unitPriceMinor: 500 },
  ...{ amountMinor: 1_000, discountMinor: 100, taxRateBp: 2_000, taxMinor: 150, payableMinor: 900 },
});
const draft = (documentId: string): InvoiceDraft => ({
  ...{ documentId, orderId: documentId, orderNumber: 'S-7K3F-9Q2M', customerId: null, country: 'United Kingdom' },
  ...{ currency: 'GBP', issuedAt: '2026-11-26T12:00:00.000Z', issuedOn: '2026-11-26', orderedOn: '2026-11-25' },
  seller: { name: 'Storefold', address: ['1 Sample Street', 'London EC1A 1AA'], taxNumber: 'GB 999 9999 73' },
  buyer: {
    ...{ sealed: 1, keyId: 'invoices-2026', nonce: 'n'.repeat(16), box: 'x'.repeat(180) },
    bound: `register-invoice-2026-11/InvoiceIssued/buyer of ${documentId}`,
  },
  ...{ lines: [line('1'), line('2'), line('3')], charges: [], pricesIncludeTax: true },
  taxes: [{ taxRateBp: 2_000, netMinor: 2_250, taxMinor: 450, grossMinor: 2_700 }],
  ...{ taxMinor: 450, totalMinor: 2_700 },
});

const next = (state: RegisterState, documentId: string): ShopEvent => {
  const decision = registerDecider.decide({ kind: 'invoice', month, draft: draft(documentId) }, state);
  const [event] = 'events' in decision ? decision.events : [];
  if (!event) throw new Error('a register refused a document that it does not know');
  return event;
};

setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((gc) => typeof gc === 'function').parse(runInNewContext('gc'));
/** What is in use, and nothing that could be let go of. */
const megabytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

/** A register with so many numbers in memory: what it weighs, and what the next number costs. */
const inMemory = (numbers: number): readonly Row[] => {
  const before = megabytes();
  let state = registerDecider.initial;
  const began = performance.now();
  for (let n = 0; n < numbers; n++) state = registerDecider.evolve(state, next(state, randomUUID()));
  const perNumber = ((performance.now() - began) * 1000) / numbers;
  const row = `a register of ${numbers.toLocaleString('en-GB')} numbers`;
  return [
    figure(suite, `${row}: in memory, about`, megabytes() - before, 'MB'),
    figure(suite, `${row}: one decided and folded`, perNumber, 'µs'),
    exactly(suite, `${row}: the last one`, state.last, '', numbers),
  ];
};

const metadata: EventMetadata = {
  ...{ $correlationId: 'bench', $causationId: 'bench', commandId: 'bench', occurredAt: '2026-11-26T12:00:00.000Z' },
  ...{ actor: { kind: 'process', id: 'bench' }, origin: 'live', schemaVersion: 1 },
};

const fill = async (client: EventStoreDBClient, stream: string, numbers: number): Promise<void> => {
  let state = registerDecider.initial;
  for (let n = 0; n < numbers;) {
    const events = [];
    for (const upTo = Math.min(numbers, n + PER_APPEND); n < upTo; n++) {
      const event = next(state, randomUUID());
      state = registerDecider.evolve(state, event);
      events.push(jsonEvent({ type: event.type, data: { ...event.data }, metadata }));
    }
    await client.appendToStream(stream, events);
  }
};

/** What the first invoice after a start waits for: the register is read from its beginning. */
const readFirst = async (numbers: number, say: (line: string) => void): Promise<readonly Row[]> => {
  const folder = temporaryFolder();
  const store = await startEventStore({ dataDir: folder.path, port: 0 });
  const client = connectEventStore(store.url);
  try {
    say(`writing a register of ${numbers.toLocaleString('en-GB')} invoices`);
    await fill(client, 'register-invoice-2026-11', numbers);
    const began = performance.now();
    let state = registerDecider.initial;
    for await (const { event } of client.readStream('register-invoice-2026-11'))
      if (event) state = registerDecider.evolve(state, toRecorded(event));
    const seconds = (performance.now() - began) / 1000;
    const row = `a month's register of ${numbers.toLocaleString('en-GB')} invoices`;
    return [
      atMost(suite, `${row}: read and folded after a start`, seconds, 's', 30),
      exactly(suite, `${row}: the last one`, state.last, '', numbers),
    ];
  } finally {
    await client.dispose();
    await store.close();
    folder.remove();
  }
};

/** Registers of invoices: what their state costs, and how long a start waits for one. */
export const registersSuite: Suite = {
  name: suite,
  about: 'registers of invoices: the memory of their numbers, the next number, and the first reading after a start',
  run: async ({ scale, say }) => [
    ...inMemory(Math.round(MONTH * scale)),
    ...inMemory(Math.round(YEAR * scale)),
    ...(await readFirst(Math.round(MONTH * scale), say)),
  ],
};
