import type { Actor } from './ports/event-store.port.js';
import type { CommandContext } from './ledger/command-context.js';
import type { Ids } from './ports/ids.port.js';

/** Where a call comes from, as the driving adapter saw it. */
export interface Caller {
  /** Network address; only its prefix is kept (/24 for IPv4, /48 for IPv6). */
  readonly address: string;
  /** User agent, cut to 256 characters. */
  readonly agent: string;
  readonly channel: string;
  readonly correlationId: string;
  /** Set where the caller is known: an officer at a counter. */
  readonly actor?: Actor;
}

/** The prefix under which guesses are counted and that the login history shows. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const plain = mapped?.[1] ?? address;
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(plain);
  if (v4 !== null) return `${v4[1]}.0/24`;
  if (!plain.includes(':')) return 'unknown';
  const [head = ''] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const prefix = [...groups, '0', '0', '0'].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${prefix.join(':')}::/48`;
}

export const originOf = (caller: Caller): { readonly network: string; readonly agent: string } => ({
  network: networkOf(caller.address),
  agent: caller.agent.slice(0, 256),
});

export const contextOf = (caller: Caller, ids: Ids, policyEdition: string, actor?: Actor): CommandContext => {
  const commandId = ids.id();
  return {
    commandId,
    correlationId: caller.correlationId,
    causationId: commandId,
    actor: actor ?? caller.actor ?? { kind: 'anonymous', id: '' },
    channel: caller.channel,
    policyEdition,
  };
};
