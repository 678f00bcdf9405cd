/** Where the links in mails lead; `{token}` is replaced. A function for a server that learns its port late. */
export interface AccountLinks {
  readonly verifyEmail: Link;
  readonly cancelPhoneChange: Link;
  /** "This was not me", in the notice of a new login. */
  readonly disavowLogin: Link;
  /** Logs in whoever follows it, once: for accounts that Vietnam Post activated by mail. */
  readonly postalLogin: Link;
}
export type Link = string | (() => string);

export const linkWith = (link: Link, token: string): string =>
  (typeof link === 'string' ? link : link()).replace('{token}', token);

/** `scheme://host[:port]` of a link. */
export const originOf = (link: Link): string =>
  (typeof link === 'string' ? link : link()).split('/').slice(0, 3).join('/');

/** The links named, the others on the host of the activation link. */
export const accountLinks = (activationLink: Link, named: Partial<AccountLinks> = {}): AccountLinks => ({
  verifyEmail: () => `${originOf(activationLink)}/verify-email?token={token}`,
  cancelPhoneChange: () => `${originOf(activationLink)}/cancel-phone-change?token={token}`,
  postalLogin: () => `${originOf(activationLink)}/postal-login?token={token}`,
  disavowLogin: () => `${originOf(activationLink)}/disavow-login?token={token}`,
  ...named,
});
