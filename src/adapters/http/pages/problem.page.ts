import type { ProblemBody } from '../problems/problem-body.js';
import { html, page } from './html.js';

export const renderProblemPage = ({ title, messages, code, retryAfter }: ProblemBody): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${messages.vi}</p>
      <p class="en" lang="en">${messages.en}</p>
      ${retryAfter === undefined ? undefined : html`<p>${retryAfter} s</p>`}
      <p class="en"><code>${code}</code></p>`,
  );
