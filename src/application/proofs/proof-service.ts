import { plus } from '../../domain/kernel/instant.js';
import { accept, notAvailable, type Outcome, refuse, type Refused } from '../outcome/outcome.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { EidProvider } from '../ports/eid-provider.port.js';
import type { EvidenceStore } from '../ports/evidence-store.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';
import type { MobileSignatureService, RemoteSigningService, SignatureVerifier } from '../ports/signing.port.js';
import { isUnavailable } from '../ports/unavailable.js';
import { evidenceOf } from './evidence-of.js';
import { ProofKeeper, proofToKeep, type ProofToKeep } from './kept-proof.js';
import { type PendingProof, PendingProofs } from './pending-proofs.js';
import { mayRedirect } from './redirects.js';
import { challengeOf, type ChallengeStatement } from './statement.js';
import type { DueProof, ProofAnswer, ProofInput, ProofRequest, Proved } from './proof-api.js';

export interface ProofDeps {
  /** Exact addresses (`mayRedirect`). */
  readonly redirectUris?: readonly string[] | undefined;
  /** The web origin people sign at, part of every challenge. A function for a server that learns its port late. */
  readonly origin: () => string;
  readonly blindIndex: BlindIndex;
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly eidProvider: EidProvider;
  readonly evidenceStore: EvidenceStore;
  readonly ids: Ids;
  readonly personalData: PersonalData;
  readonly rateLimits: RateLimits;
  readonly signatureVerifier: SignatureVerifier;
  readonly mobileSignatureService: MobileSignatureService;
  readonly remoteSigningService: RemoteSigningService;
}

type AuthorizationCode = Extract<ProofInput, { kind: 'authorizationCode' }>;

/**
 * Signatures by token, SIM and SmartCA, and VNeID's assertions: asked for, waited for, verified. A challenge is over once
 * an answer to it was looked at, right or wrong; a verifier or provider that does not answer leaves it standing.
 */
export class ProofService {
  private readonly pending: PendingProofs;
  private readonly keeper: ProofKeeper;

  constructor(private readonly deps: ProofDeps) {
    this.pending = new PendingProofs(deps.challenges, deps.clock);
    this.keeper = new ProofKeeper(deps);
  }

  /** The proof already waited for, or, `anew` or when there is none, a new one: a SIM then lights up again. */
  async ask(request: ProofRequest, anew = false): Promise<Outcome<DueProof>> {
    const standing = anew ? undefined : await this.pending.find(request);
    if (standing !== undefined) return accept(standing.due);
    const redirects = request.method === 'smartCa' || request.method === 'vneid';
    if (redirects && !mayRedirect(this.deps.redirectUris, request.redirectUri ?? ''))
      return refuse('proof.redirectNotAllowed', {}, ['startAgain']);
    if (request.method === 'simPki') return this.wakeSim(request);
    const proof = await this.newProof(request);
    await this.pending.keep(request, proof, request.life);
    return accept(proof.due);
  }

  /** Verifies what came. An accepted proof stays until `end`, so that it can be recorded before it is over. */
  async answer(answer: ProofAnswer): Promise<Outcome<Proved>> {
    const { request, input } = answer;
    const pending = await this.pending.find(request);
    switch (request.method) {
      case 'vneid':
        return input.kind === 'authorizationCode' ? this.redeemEid(request, pending, input) : wrongInput(input);
      case 'usbToken':
        return input.kind === 'signature' ? this.verify(answer, pending, input.signature) : wrongInput(input);
      case 'smartCa':
        if (input.kind === 'authorizationCode') return this.startRemote(request, pending, input);
        return input.kind === 'poll' ? this.poll(answer, pending) : wrongInput(input);
      case 'simPki':
        return input.kind === 'poll' ? this.poll(answer, pending) : wrongInput(input);
    }
  }

  /**
   * Keeps what the proof stood on under the key of its subject: a registration or an account. To be called before an event
   * names the evidence, so that what is named is there; again changes nothing.
   */
  keep(subject: string, { toKeep }: { readonly toKeep: ProofToKeep }): Promise<void> {
    return this.keeper.keep(subject, toKeep);
  }

  /** The proof was recorded, or its process is over. */
  end(request: Pick<ProofRequest, 'purpose' | 'processId'>): Promise<void> {
    return this.pending.end(request);
  }

  /** Ends the proof and refuses: what was looked at and found wanting is not looked at again. */
  async over(request: Pick<ProofRequest, 'purpose' | 'processId'>, refused: Refused): Promise<Refused> {
    await this.pending.end(request);
    return refused;
  }

  /** A prompt that the service did not take costs nothing. */
  private async wakeSim(request: ProofRequest): Promise<Outcome<DueProof>> {
    const { phone, life, prompts } = request;
    if (phone === undefined) throw new Error('A SIM is asked by its number');
    const at = this.deps.clock.now();
    // Whoever types a stranger's number into registrations leaves the owner's own prompts alone.
    const counted = request.purpose === 'register' ? 'registration' : 'login';
    const key = `sim-prompt:${counted}:${this.deps.blindIndex.tag('phone', phone)}`;
    const spent = await this.deps.rateLimits.spend([{ key, budget: prompts }], at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const verificationCode = this.deps.ids.digits(4);
    const transactionId = this.deps.ids.id();
    const asked = this.challenge(request);
    const due: DueProof = { by: 'simPki', verificationCode, expiresAt: plus(at, life) };
    try {
      await this.deps.mobileSignatureService.start({
        transactionId,
        phone,
        challenge: asked.challenge,
        prompt: verificationCode,
      });
    } catch (error) {
      if (isUnavailable(error)) await this.deps.rateLimits.giveBack([key], at);
      throw error;
    }
    await this.pending.keep(request, { ...asked, due, transactionId }, life);
    return accept(due);
  }

  private async newProof(request: ProofRequest): Promise<PendingProof> {
    const { method, life, redirectUri = '' } = request;
    const expiresAt = plus(this.deps.clock.now(), life);
    if (method === 'usbToken') {
      const asked = this.challenge(request);
      return { ...asked, due: { by: 'usbToken', challenge: asked.challenge, expiresAt } };
    }
    const state = this.deps.ids.token();
    if (method === 'smartCa') {
      const authorizeUrl = await this.deps.remoteSigningService.authorizeUrl({ state, redirectUri });
      const verificationCode = this.deps.ids.digits(4);
      const due: DueProof = { by: 'smartCa', authorizeUrl, verificationCode, expiresAt };
      return { ...this.challenge(request), state, redirectUri, due };
    }
    const nonce = this.deps.ids.token();
    const authorizeUrl = await this.deps.eidProvider.authorizeUrl({ state, nonce, redirectUri });
    return { challenge: nonce, state, redirectUri, due: { by: 'vneid', authorizeUrl, expiresAt } };
  }

  /** What has to be signed: bound to what it is for, where and when, and good once. */
  private challenge({ purpose, processId }: ProofRequest): { challenge: string; statement: ChallengeStatement } {
    const { ids, origin, clock, digests } = this.deps;
    const statement = { random: ids.token(), purpose, origin: origin(), process: processId, time: clock.now() };
    return { challenge: challengeOf(statement, digests), statement };
  }

  /** The transaction is asked for before it is remembered: a service that is down leaves the redirect good. */
  private async startRemote(
    request: ProofRequest,
    pending: PendingProof | undefined,
    input: AuthorizationCode,
  ): Promise<Outcome<Proved>> {
    if (pending === undefined) return refuse('signing.expired', {}, ['retry']);
    if (pending.state !== input.state) return refuse('signing.wrongState', {}, ['retry']);
    if (pending.transactionId !== undefined) return accept<Proved>({ kind: 'waiting' });
    const { challenge, due, redirectUri = '' } = pending;
    const transactionId = this.deps.ids.id();
    const prompt = 'verificationCode' in due ? due.verificationCode : '';
    await this.deps.remoteSigningService.start({ transactionId, code: input.code, redirectUri, challenge, prompt });
    await this.pending.keep(request, { ...pending, transactionId }, request.life);
    return accept<Proved>({ kind: 'waiting' });
  }

  private async poll(answer: ProofAnswer, pending: PendingProof | undefined): Promise<Outcome<Proved>> {
    const { request } = answer;
    if (pending?.transactionId === undefined) return refuse('signing.expired', {}, ['retry']);
    const service = request.method === 'smartCa' ? this.deps.remoteSigningService : this.deps.mobileSignatureService;
    const status = await service.status(pending.transactionId);
    switch (status.kind) {
      case 'waiting':
        return accept<Proved>({ kind: 'waiting' });
      case 'signed':
        return this.verify(answer, pending, status.signature);
      case 'refused':
        return this.over(request, refuse(`signing.${status.failure}`, {}, ['retry']));
    }
  }

  private async verify(
    { request, anchors }: ProofAnswer,
    pending: PendingProof | undefined,
    signature: string,
  ): Promise<Outcome<Proved>> {
    if (pending === undefined) return refuse('signing.expired', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const { challenge, statement } = pending;
    const origin = statement?.origin ?? this.deps.origin();
    const result = await this.deps.signatureVerifier.verify({ challenge, origin, signature, anchors, at: askedAt });
    if (result.kind === 'refused') {
      const { failures } = result;
      const code = failures[0] ?? 'signature.invalid';
      return this.over(request, refuse(code, { failures }, ['retry', 'chooseAnotherMethod']));
    }
    const toKeep = proofToKeep(result, statement);
    const answer = { ...result, raw: toKeep.raw };
    const evidence = evidenceOf({ source: 'certificate', answer, askedAt, attributes: {} }, this.deps);
    return accept<Proved>({ kind: 'certificate', holder: result.holder, evidence, toKeep });
  }

  private async redeemEid(
    request: ProofRequest,
    pending: PendingProof | undefined,
    input: AuthorizationCode,
  ): Promise<Outcome<Proved>> {
    if (pending === undefined) return refuse('eid.expired', {}, ['retry']);
    if (pending.state !== input.state) return refuse('eid.wrongState', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const { challenge: nonce, redirectUri = '' } = pending;
    const result = await this.deps.eidProvider.redeem({ code: input.code, nonce, redirectUri });
    if (result.kind === 'refused') return this.over(request, refuse(`eid.${result.failure}`, {}, ['retry']));
    const toKeep = proofToKeep(result);
    const answer = { ...result, raw: toKeep.raw };
    const evidence = evidenceOf({ source: 'eidProvider', answer, askedAt, attributes: {} }, this.deps);
    return accept<Proved>({ kind: 'eid', eid: result.eid, evidence, toKeep });
  }
}

const wrongInput = (input: ProofInput): Refused => refuse('proof.wrongInput', { given: input.kind });
