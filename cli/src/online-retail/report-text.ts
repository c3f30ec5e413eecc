import { formatMinor } from '@storefold/contracts';
import type { ImportReport } from './report.js';

/** Bad rows that are shown to a person; the JSON report has more. */
const SHOWN = 20;

const count = (value: number): string => value.toLocaleString('en-GB').padStart(11);

/** The report as a person reads it. */
export const reportText = (report: ImportReport): string => {
  const money = (amountMinor: number): string => formatMinor(amountMinor, report.currency);
  const { rows, events, seconds } = report;
  const lines = [
    '',
    `${count(rows.read)} rows read`,
    ...rows.imported.map(({ meaning, rows: some }) => `${count(some)}   ${meaning}`),
    ...rows.leftOut.map(({ problem, rows: some }) => `${count(some)}   left out: ${problem}`),
    rows.addUp ? '            (these add up to the rows read)' : '            THESE DO NOT ADD UP TO THE ROWS READ',
    ...report.badRows
      .slice(0, SHOWN)
      .map(({ row, problem, detail }) => `  row ${row.toString()}: ${problem} ${detail}`),
    ...(report.badRows.length > SHOWN ? ['  ... more with --json'] : []),
    '',
    `${count(report.invoices)} invoices, ${count(report.products).trim()} products`,
    `${count(report.orders)} orders: goods ${money(report.linesMinor)}, charges ${money(report.chargesMinor)}`,
    `${count(report.refunds)} refunds to orders: ${money(report.refundedMinor)}`,
    `${count(report.credits)} credits: ${money(report.creditedMinor)}`,
    `${count(report.adjustments)} account adjustments: ${money(report.adjustedMinor)}`,
    `${count(events.appended)} events appended${events.repeated > 0 ? `; ${events.repeated.toString()} commands stood already` : ''}`,
    `  ${seconds.reading.toFixed(1)} s reading, ${seconds.importing.toFixed(1)} s importing${seconds.readModels === null ? '' : `, ${seconds.readModels.toFixed(1)} s until the read models had followed`}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
};
