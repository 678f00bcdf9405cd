import type { MobileSignatureService, RemoteSignature } from '../../../application/ports/signing.port.js';
import type { Clock } from '../../../application/ports/clock.port.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { SandboxControls } from '../controls.js';
import type { Population } from '../population/population.js';
import { certificateOn } from '../pki/population-certificates.js';
import { PendingSignatures, type SignerReaction, type SignPrompt } from './pending-signatures.js';

type Request = Parameters<MobileSignatureService['start']>[0];

/** Signing by SIM, and the phones in people's hands. One request at a time on a phone; it waits five minutes. */
export class SandboxSimService implements MobileSignatureService {
  private readonly pending: PendingSignatures;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.pending = new PendingSignatures(clock);
  }

  /** The same transaction again asks nobody again. */
  start(request: Request): Promise<void> {
    return this.controls.tell('mobileSignatureService', 'start', request, () => this.ask(request));
  }

  status(transactionId: string): Promise<RemoteSignature> {
    return this.controls.ask('mobileSignatureService', 'status', { transactionId }, () =>
      this.pending.status(transactionId),
    );
  }

  /** What a phone shows, if it shows anything. */
  screen(phone: Phone): SignPrompt | undefined {
    return this.pending.prompts(phone)[0];
  }

  /** The person answers on the phone. False: the phone shows nothing. */
  react(phone: Phone, reaction: SignerReaction): boolean {
    return this.pending.react(phone, reaction);
  }

  /** From now on every phone is answered so at once; `undefined`: people are asked again. */
  always(reaction: SignerReaction | undefined): void {
    this.pending.always(reaction);
  }

  private ask({ transactionId, phone, challenge, prompt }: Request): void {
    if (this.pending.isKnown(transactionId)) return;
    const holder = this.population.simHolder(phone);
    const certificate = holder && certificateOn(holder, 'sim');
    if (certificate === undefined) this.pending.refuse(transactionId, 'unknownSubscriber');
    else if (this.screen(phone) !== undefined) this.pending.refuse(transactionId, 'busy');
    else this.pending.start({ transactionId, screen: phone, challenge, prompt, certificate });
  }
}
