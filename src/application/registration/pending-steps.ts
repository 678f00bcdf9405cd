import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { JsonObject } from '../ports/json.js';
import type { DueStep } from './registration-api.js';

/** What a signature or an assertion is waited for with; good once, and never a secret. */
export interface PendingProof {
  readonly due: DueStep;
  /** The text to be signed, or the nonce of the assertion. */
  readonly challenge: string;
  /** Once a SIM or an app was asked. */
  readonly transactionId?: string;
  /** Ties the redirect that comes back to the one that went out. */
  readonly state?: string;
  readonly redirectUri?: string;
}

type Stored = { readonly challenges: Challenges; readonly clock: Clock };

const proofKey = (id: string): string => `proof:${id}`;
const sentKey = (id: string, step: RegistrationStep): string => `prompt:${id}:${step}`;
const redirectKey = (id: string): string => `redirect:${id}`;
export const linkKey = (tokenDigest: string): string => `link:${tokenDigest}`;

/** What a registration waits for, kept until it is answered or runs out. */
export class PendingSteps {
  constructor(private readonly deps: Stored) {}

  async proof(id: string): Promise<PendingProof | undefined> {
    return (await this.deps.challenges.peek(proofKey(id), this.deps.clock.now())) as unknown as
      PendingProof | undefined;
  }

  keepProof(id: string, proof: PendingProof, life: Duration): Promise<void> {
    return this.deps.challenges.put(proofKey(id), proof as unknown as JsonObject, life, this.deps.clock.now());
  }

  async endProof(id: string): Promise<void> {
    await this.deps.challenges.take(proofKey(id), this.deps.clock.now());
  }

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
