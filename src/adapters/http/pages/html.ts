import type { HttpReply } from '../request/wire.js';

/** Text that is HTML already. Only `html` makes it, so nothing else reaches a page unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '');

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ text }) => text).join('');
}

/** A template whose holes are escaped. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, index) => text + render(parts[index])).join(''));

const style = new Html(`
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 42rem; padding: 0 1rem; color: #1c1c1c; }
h1 { font-size: 1.3rem; } .en { color: #555; } table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #ddd; vertical-align: top; }
button { font: inherit; padding: .5rem 1rem; } pre { white-space: pre-wrap; background: #f5f5f5; padding: .7rem; }
`);

/** A whole page: no script, no picture, nothing loaded from elsewhere. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;

/** What a browser may do with these pages: their forms lead to this server, or on to `redirects` from there. */
export const pagePolicyOf = (redirects = ''): string =>
  `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${redirects}`;
export const pagePolicy = pagePolicyOf();

/** Of an answer that is a page. */
export const asPage = (reply: HttpReply, policy = pagePolicy): HttpReply =>
  reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', policy);
