import type { Mail, MailSummary } from './mail-box.js';

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid #8886; padding: 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border: 1px solid #8886; padding: 1rem; }
  iframe { width: 100%; height: 40rem; border: 1px solid #8886; background: #fff; }
</style>
<main>
${body}
</main>
</html>
`;

/** The mails that were caught, the newest first. */
export const listPage = (mails: readonly MailSummary[], all: number): string =>
  page(
    'Caught mail',
    `<h1>Caught mail</h1>
<p>${all.toString()} kept, none delivered${mails.length < all ? `; the newest ${mails.length.toString()} are shown` : ''}.</p>
${
  mails.length === 0
    ? '<p>Nothing was sent yet.</p>'
    : `<table><thead><tr><th scope="col">Subject<th scope="col">To<th scope="col">When</thead><tbody>
${mails
  .map(
    ({ id, subject, to, receivedAt }) =>
      `<tr><td><a href="/mails/${id}">${escaped(subject)}</a><td>${escaped(to.join(', '))}<td><time datetime="${receivedAt}">${receivedAt.replace('T', ' ').slice(0, 19)} UTC</time>`,
  )
  .join('\n')}
</tbody></table>`
}`,
  );

/** One mail: as text, and its HTML in a frame that may do nothing. */
export const mailPage = (mail: Mail): string =>
  page(
    mail.subject,
    `<p><a href="/">All mail</a></p>
<h1>${escaped(mail.subject)}</h1>
<p>From ${escaped(mail.from)}<br>To ${escaped(mail.to.join(', '))}<br>${mail.receivedAt} <a href="/mails/${mail.id}/source">as it was sent</a></p>
${mail.attachments.length === 0 ? '' : `<ul>${mail.attachments.map(({ name, type, bytes }) => `<li>${escaped(name)} (${escaped(type)}, ${bytes.toString()} bytes)`).join('')}</ul>`}
<pre>${escaped(mail.text)}</pre>
${mail.html === undefined ? '' : `<h2>As HTML</h2><iframe title="The mail as HTML" sandbox srcdoc="${escaped(mail.html)}"></iframe>`}`,
  );

export const notFoundPage = (): string =>
  page('Not found', '<h1>There is nothing here</h1><p><a href="/">All mail</a></p>');
