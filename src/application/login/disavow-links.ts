import { days, type Duration } from '../../domain/kernel/instant.js';
import { type Link, linkWith } from '../account/links.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';

/** The login that a link disowns. */
export interface DisavowedLogin {
  readonly accountId: string;
  readonly loginId: string;
}

export interface DisavowLinkDeps {
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly link: Link;
}

/** Long enough to come home from a journey; the login history offers no such link, so that a thief in a session has none. */
export const disavowLinkLife: Duration = days(7);

/** 132 bits, so that the whole link still fits an SMS. */
const TOKEN_LENGTH = 22;

/** The links "this was not me": unguessable, single-use, kept by digest. */
export class DisavowLinks {
  constructor(private readonly deps: DisavowLinkDeps) {}

  async make(login: DisavowedLogin): Promise<{ readonly link: string }> {
    const at = this.deps.clock.now();
    const token = this.deps.ids.token().slice(0, TOKEN_LENGTH);
    await this.deps.challenges.put(this.key(token), { ...login }, disavowLinkLife, at);
    return { link: linkWith(this.deps.link, token) };
  }

  async find(token: string): Promise<DisavowedLogin | undefined> {
    const kept = await this.deps.challenges.peek(this.key(token), this.deps.clock.now());
    return kept as unknown as DisavowedLogin | undefined;
  }

  async end(token: string): Promise<void> {
    await this.deps.challenges.take(this.key(token), this.deps.clock.now());
  }

  private key(token: string): string {
    return `disavow:${this.deps.digests.sha256(token)}`;
  }
}
