import type { Clock } from '../../../application/ports/clock.port.js';
import type { RemoteSignature, RemoteSigningService } from '../../../application/ports/signing.port.js';
import { seconds } from '../../../domain/kernel/instant.js';
import type { SandboxControls } from '../controls.js';
import { OneTimeCodes } from '../one-time-codes.js';
import type { SandboxHolder } from '../population/person.js';
import type { Population } from '../population/population.js';
import { authorizeUrl, readAuthorizeUrl, redirectBack, type BaseUrl, type PageLogin } from '../redirects.js';
import { certificateOn } from '../pki/population-certificates.js';
import { PendingSignatures, type SignerReaction, type SignPrompt } from './pending-signatures.js';

type Request = Parameters<RemoteSigningService['start']>[0];

/** How long the code of the redirect lives: as short as the real service's. */
export const smartCaCodeLife = seconds(15);

/** Signing by SmartCA: its login page, and the app in people's hands. A request waits five minutes. */
export class SandboxSmartCaService implements RemoteSigningService {
  private readonly codes: OneTimeCodes<SandboxHolder>;
  private readonly pending: PendingSignatures;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
    private readonly baseUrl: BaseUrl,
  ) {
    this.codes = new OneTimeCodes(clock, smartCaCodeLife);
    this.pending = new PendingSignatures(clock);
  }

  authorizeUrl(request: { readonly state: string; readonly redirectUri: string }): Promise<string> {
    return this.controls.tell('remoteSigningService', 'authorizeUrl', request, () =>
      authorizeUrl(this.baseUrl, '/sandbox/smartca/authorize', {
        scope: 'sign',
        state: request.state,
        redirect_uri: request.redirectUri,
      }),
    );
  }

  /** The same transaction again asks nobody again, and needs no fresh code. */
  start(request: Request): Promise<void> {
    return this.controls.tell('remoteSigningService', 'start', request, () => this.ask(request));
  }

  status(transactionId: string): Promise<RemoteSignature> {
    return this.controls.ask('remoteSigningService', 'status', { transactionId }, () =>
      this.pending.status(transactionId),
    );
  }

  /** Who could log in on the page. */
  subscribers(): readonly SandboxHolder[] {
    const all = [...this.population.people, ...this.population.organisations];
    return all.filter(({ certificates }) => certificates.some(({ carrier }) => carrier === 'smartCa'));
  }

  /** Logs a subscriber (by handle or number) in on the page that was opened at this address. */
  logIn(who: string, pageUrl: string): PageLogin {
    const request = readAuthorizeUrl(pageUrl);
    const holder = this.population.holder(who);
    if (!URL.canParse(request.redirectUri)) return { kind: 'refused', reason: 'badRequest' };
    if (holder === undefined || certificateOn(holder, 'smartCa') === undefined) {
      return { kind: 'refused', reason: 'noAccount' };
    }
    return redirectBack(request, this.codes.issue(holder));
  }

  /** What the app of a subscriber (by handle or number) shows, oldest first. */
  prompts(who: string): readonly SignPrompt[] {
    return this.pending.prompts(this.screenOf(who));
  }

  /** The person answers in the app, the oldest request first. False: nothing waits. */
  react(who: string, reaction: SignerReaction, transactionId?: string): boolean {
    return this.pending.react(this.screenOf(who), reaction, transactionId);
  }

  /** From now on every app is answered so at once; `undefined`: people are asked again. */
  always(reaction: SignerReaction | undefined): void {
    this.pending.always(reaction);
  }

  private screenOf(who: string): string {
    const holder = this.population.holder(who);
    return holder === undefined ? who : screenName(holder);
  }

  private ask({ transactionId, code, challenge, prompt }: Request): void {
    if (this.pending.isKnown(transactionId)) return;
    const redeemed = this.codes.redeem(code);
    const certificate = redeemed.kind === 'fresh' ? certificateOn(redeemed.value, 'smartCa') : undefined;
    if (redeemed.kind !== 'fresh')
      this.pending.refuse(transactionId, redeemed.kind === 'expired' ? 'expired' : 'failed');
    else if (certificate === undefined) this.pending.refuse(transactionId, 'unknownSubscriber');
    else this.pending.start({ transactionId, screen: screenName(redeemed.value), challenge, prompt, certificate });
  }
}

const screenName = (holder: SandboxHolder): string => `${holder.kind}/${holder.handle}`;
