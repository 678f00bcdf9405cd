const lower = (text: string): string => text.toLowerCase();

/** A trailing dot names the same host. */
const hostOf = (text: string): string => lower(text).replace(/\.$/, '');

/** RFC 5280 §4.2.1.10, dNSName: the name itself, or with labels added on its left. */
export function dnsWithin(name: string, base: string): boolean {
  const host = hostOf(name);
  const suffix = hostOf(base);
  if (suffix === '') return true;
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

/** Hosts of mail and URI constraints: exactly this one, or with a leading dot those below it and not itself. */
export function hostWithin(host: string, base: string): boolean {
  const suffix = hostOf(base);
  const name = hostOf(host);
  return suffix.startsWith('.') ? name.endsWith(suffix) && name.length > suffix.length : name === suffix;
}

interface Mailbox {
  readonly local: string;
  readonly host: string;
}

const mailbox = (text: string): Mailbox | undefined => {
  const separator = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, separator), text.slice(separator + 1)];
  return separator > 0 && host !== '' ? { local, host } : undefined;
};

/** A mailbox, all mailboxes of a host, or with a leading dot those of all hosts below a domain; undefined: no address. */
export function mailWithin(address: string, base: string): boolean | undefined {
  const given = mailbox(address);
  if (given === undefined) return undefined;
  if (!base.includes('@')) return hostWithin(given.host, base);
  const only = mailbox(base);
  return only !== undefined && given.local === only.local && hostOf(given.host) === hostOf(only.host);
}

const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i;
const address = /^\d+(?:\.\d+){3}$/;

/** By the host of the URI; undefined where it has none, or has a number for one, which cannot be held to a name. */
export function uriWithin(uri: string, base: string): boolean | undefined {
  const host = authority.exec(uri)?.[1];
  return host === undefined || address.test(host) ? undefined : hostWithin(host, base);
}
