import { html, page } from './html.js';

/** What a page behind a link of a mail or SMS says, before its button is pressed and after. */
export interface LinkAct {
  /** The address under this server, without a slash: `cancel-phone-change`. */
  readonly path: string;
  readonly title: string;
  readonly asks: { readonly vi: string; readonly en: string };
  readonly button: string;
  readonly done: { readonly vi: string; readonly en: string };
}

/** The button makes the act: programs that follow links only to look at them do not press it. */
export const renderLinkAct = ({ path, title, asks, button }: LinkAct, token: string): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${asks.vi}</p>
      <p class="en" lang="en">${asks.en}</p>
      <form method="post" action="${path}">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${button}</button>
      </form>`,
  );

export const renderLinkActDone = ({ title, done }: LinkAct): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${done.vi}</p>
      <p class="en" lang="en">${done.en}</p>`,
  );

/** With the bearer token of the session that was opened: it is nowhere else. */
export const renderSession = ({ title, done }: LinkAct, token: string): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${done.vi}</p>
      <p class="en" lang="en">${done.en}</p>
      <pre>${token}</pre>`,
  );
