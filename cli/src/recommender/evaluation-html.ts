import type { Evaluation, MethodFigures } from '@storefold/recommender';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const BAR = { height: 22, width: 420, label: 190 };

/** Bars of NDCG@10, drawn by hand: no script, readable in print and by a screen reader. */
const bars = (methods: readonly MethodFigures[]): string => {
  const most = methods.reduce((top, { figures }) => Math.max(top, figures['NDCG@10']), 1e-9);
  const rows = methods.map(({ method, figures }, at) => {
    const value = figures['NDCG@10'];
    const y = at * BAR.height;
    const width = (BAR.width * value) / most;
    return `<text x="${(BAR.label - 8).toString()}" y="${(y + 15).toString()}" text-anchor="end">${escape(method)}</text><rect x="${BAR.label.toString()}" y="${(y + 3).toString()}" width="${width.toFixed(1)}" height="16" class="${method === 'storefold' ? 'ours' : 'theirs'}"/><text x="${(BAR.label + width + 6).toFixed(1)}" y="${(y + 15).toString()}">${value.toFixed(4)}</text>`;
  });
  return `<svg role="img" aria-label="NDCG@10 by method" width="${(BAR.label + BAR.width + 70).toString()}" height="${(methods.length * BAR.height).toString()}">${rows.join('')}</svg>`;
};

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${header.map((name) => `<th>${escape(name)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const style =
  'body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right}td:first-child,th:first-child{text-align:left}svg text{font-size:13px}.ours{fill:#0b6e4f}.theirs{fill:#9aa5b1}';

const modes = { all: 'All: repeats count', new: 'New: what the user had is left out' } as const;

/** A page of its own with bars and tables; nothing is loaded from elsewhere. */
export const evaluationHtml = (title: string, { windows, comparisons, seeds, protocol }: Evaluation): string => {
  const parts = windows.map(({ from, to, cases, methods, tried, champion }) => {
    const span = from === null ? 'Last step of each user' : `${from} to ${to ?? ''}`;
    const sections = (['all', 'new'] as const).map(
      (mode) =>
        `<h3>${modes[mode]} (champion: ${champion[mode]})</h3>${bars(methods[mode])}${table(
          ['method', 'NDCG@10', 'R@10', 'HR@10', 'MRR@10', 'R@20', 'coverage@20', 'novelty, bits'],
          methods[mode].map(({ method, figures, coverage, novelty }) => [
            method,
            ...[
              figures['NDCG@10'],
              figures['R@10'],
              figures['HR@10'],
              figures['MRR@10'],
              figures['R@20'],
              coverage,
            ].map((value) => value.toFixed(4)),
            novelty.toFixed(2),
          ]),
        )}`,
    );
    const tuned = table(
      ['generator', 'setting', 'NDCG@10 alone, validation window'],
      tried.map(({ generator, setting, ndcg }) => [generator, setting, ndcg.toFixed(4)]),
    );
    return `<h2>${escape(span)}: ${cases.toString()} users</h2>${sections.join('')}<details><summary>What was tried in tuning</summary>${tuned}</details>`;
  });
  const compared = table(
    ['compared', 'of', 'measure', 'ratio', '95 % from', 'to'],
    comparisons.map(({ ours, theirs, mode, measure, ratio }) => [
      `${ours} / ${theirs}`,
      mode,
      measure,
      ...[ratio.mean, ratio.low, ratio.high].map((value) => value.toFixed(3)),
    ]),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${style}</style></head><body><h1>${escape(title)}</h1><p>Protocol: ${protocol}; ${seeds.length.toString()} seeds; full ranking.</p><h2>All windows together</h2>${compared}${parts.join('')}</body></html>\n`;
};
