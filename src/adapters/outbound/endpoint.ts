/** What a counterparty has to show, and what we show it. PEM. */
export interface OutboundTls {
  /** Who may have issued the server's certificate; Node's own list when left out. */
  readonly ca?: string | readonly string[];
  /** Our certificate (chain) and its key, where the counterparty asks for them. */
  readonly certificate?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** Which name the server's certificate has to bear, when it is not the host of the address. */
  readonly serverName?: string;
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads the address of a counterparty: https, or http to this machine alone; no user, no password, no fragment. Throws a
 * `TypeError` that says what is wrong: configuration is read at the start.
 */
export function readEndpoint(name: string, text: string): URL {
  if (!URL.canParse(text)) throw new TypeError(`${name} is no address`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    throw new TypeError(`${name}: an address without user, password and fragment`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
    throw new TypeError(`${name}: https, or http on this machine`);
  return url;
}
