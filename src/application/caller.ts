import type { StaffRole } from '../domain/case/staff-roles.js';
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
  /** The officer's role, where the host tells it; without one an officer may what officers may. */
  readonly staffRole?: StaffRole;
}

/** The prefix under which guesses are counted and that the login history shows: /24 for IPv4, /48 for IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(mapped?.[1] ?? address);
  if (v4 !== null) return `${v4[1]}.0/24`;
  return address.includes(':') ? `${firstGroups(address).join(':')}::/48` : 'unknown';
}

/** The first three groups of an IPv6 address, however much of it `::` stands for. */
function firstGroups(address: string): readonly string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const left = groupsOf(head);
  const right = groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
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
