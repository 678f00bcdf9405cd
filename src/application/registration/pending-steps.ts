import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { JsonObject } from '../ports/json.js';
import type { DueStep } from './registration-api.js';

type Stored = { readonly challenges: Challenges; readonly clock: Clock };

const sentKey = (id: string, step: RegistrationStep): string => `prompt:${id}:${step}`;
const redirectKey = (id: string): string => `redirect:${id}`;
export const linkKey = (tokenDigest: string): string => `link:${tokenDigest}`;

/** What a registration waits for, kept until it is answered or runs out. */
export class PendingSteps {
  constructor(private readonly deps: Stored) {}

  /** What was sent to a phone or an address for a step; it stays sent when its code has run out. */
  async sent(id: string, step: RegistrationStep): Promise<DueStep | undefined> {
    return (await this.deps.challenges.peek(sentKey(id, step), this.deps.clock.now())) as unknown as
      DueStep | undefined;
  }

  keepSent(id: string, step: RegistrationStep, due: DueStep, life: Duration): Promise<void> {
    return this.deps.challenges.put(sentKey(id, step), due as unknown as JsonObject, life, this.deps.clock.now());
  }

  keepRedirect(id: string, uri: string, life: Duration): Promise<void> {
    return this.deps.challenges.put(redirectKey(id), { uri }, life, this.deps.clock.now());
  }

  async redirect(id: string): Promise<string> {
    const kept = await this.deps.challenges.peek(redirectKey(id), this.deps.clock.now());
    const uri = kept?.['uri'];
    return typeof uri === 'string' ? uri : '';
  }
}
