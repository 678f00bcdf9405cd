import { days, type Duration, type Instant, plus } from '../../domain/kernel/instant.js';
import { type Link, linkWith } from '../account/links.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';

export interface DisavowLink {
  readonly link: string;
  readonly expiresAt: Instant;
}

/** Which login somebody says was not theirs. */
export interface DisavowedLogin {
  readonly accountId: string;
  readonly loginId: string;
}

/** Long enough for a mail that is read once a week. */
const LIFE: Duration = days(7);

/** 132 bits of the token, so that the whole link still fits one SMS. */
const TOKEN_LENGTH = 22;

const keyOf = (tokenDigest: string): string => `disavow-link:${tokenDigest}`;

/** "This was not me": single-use links that go with the notice of a new login. */
export class DisavowLinks {
  constructor(
    private readonly challenges: Challenges,
    private readonly digests: Digests,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly link: Link,
  ) {}

  /** Places a token of its own; the token is in the link and nowhere else. */
  async makeLink(accountId: string, loginId: string): Promise<DisavowLink> {
    const at = this.clock.now();
    const token = this.ids.token().slice(0, TOKEN_LENGTH);
    await this.challenges.put(keyOf(this.digests.sha256(token)), { accountId, loginId }, LIFE, at);
    return { link: linkWith(this.link, token), expiresAt: plus(at, LIFE) };
  }

  /** What a token stands for, without using it up: what it asks for is recorded before it is taken. */
  async find(token: string): Promise<DisavowedLogin | undefined> {
    return loginOf(await this.challenges.peek(keyOf(this.digests.sha256(token)), this.clock.now()));
  }

  /** What a token stands for, once: of parallel callers exactly one gets it. Nothing when unknown, used or expired. */
  async take(token: string): Promise<DisavowedLogin | undefined> {
    return loginOf(await this.challenges.take(keyOf(this.digests.sha256(token)), this.clock.now()));
  }
}

const loginOf = (kept: Awaited<ReturnType<Challenges['peek']>>): DisavowedLogin | undefined => {
  const { accountId, loginId } = kept ?? {};
  return typeof accountId === 'string' && typeof loginId === 'string' ? { accountId, loginId } : undefined;
};
