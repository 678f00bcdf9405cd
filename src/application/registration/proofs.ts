import { clear } from '../../domain/kernel/personal.js';
import { levelEarned } from '../../domain/policy/policy-book.js';
import { holderIdentifiers } from '../../domain/registration/holder-identity.js';
import type { AttestedDetails, SignatureVerified } from '../../domain/registration/registration.events.js';
import { accept, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { EidSubject } from '../ports/eid-provider.port.js';
import type { CertificateHolder } from '../ports/signing.port.js';
import { evidenceOf } from './evidence-of.js';
import type { OpenRegistration } from './opened.js';
import { type PendingProof, PendingSteps } from './pending-steps.js';
import type { StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

/** `waiting`: the SIM or the app has not answered yet. */
export type ProofResult = 'recorded' | 'waiting';

type AuthorizationCode = Extract<StepInput, { kind: 'authorizationCode' }>;

/**
 * Certificates and VNeID: what their holder answered is verified here, and recorded as evidence. A challenge is over once
 * an answer to it was looked at, right or wrong; a verifier or provider that does not answer leaves it standing.
 */
export class Proofs {
  private readonly pending: PendingSteps;

  constructor(private readonly deps: RegistrationDeps) {
    this.pending = new PendingSteps(deps);
  }

  async submit(
    step: 'signature' | 'eidAssertion',
    open: OpenRegistration,
    input: StepInput,
  ): Promise<Outcome<ProofResult>> {
    const { method } = open.state;
    const pending = await this.pending.proof(open.state.registrationId);
    if (step === 'eidAssertion') {
      return input.kind === 'authorizationCode' ? this.redeemEid(open, pending, input) : wrongInput(step, input);
    }
    if (method === 'usbToken') {
      return input.kind === 'signature' ? this.verify(open, pending, input.signature) : wrongInput(step, input);
    }
    if (method === 'smartCa' && input.kind === 'authorizationCode') return this.startRemote(open, pending, input);
    return input.kind === 'poll' ? this.poll(open, pending) : wrongInput(step, input);
  }

  /** The transaction is asked for before it is remembered: a service that is down leaves the redirect good. */
  private async startRemote(
    open: OpenRegistration,
    pending: PendingProof | undefined,
    input: AuthorizationCode,
  ): Promise<Outcome<ProofResult>> {
    if (pending === undefined) return refuse('signing.expired', {}, ['retry']);
    if (pending.state !== input.state) return refuse('signing.wrongState', {}, ['retry']);
    if (pending.transactionId !== undefined) return accept<ProofResult>('waiting');
    const { challenge, due } = pending;
    const transactionId = this.deps.ids.id();
    const prompt = 'verificationCode' in due ? due.verificationCode : '';
    await this.deps.remoteSigningService.start({ transactionId, code: input.code, challenge, prompt });
    await this.pending.keepProof(open.state.registrationId, { ...pending, transactionId }, open.edition.otp.life);
    return accept<ProofResult>('waiting');
  }

  private async poll(open: OpenRegistration, pending: PendingProof | undefined): Promise<Outcome<ProofResult>> {
    if (pending?.transactionId === undefined) return refuse('signing.expired', {}, ['retry']);
    const service = open.state.method === 'smartCa' ? this.deps.remoteSigningService : this.deps.mobileSignatureService;
    const status = await service.status(pending.transactionId);
    switch (status.kind) {
      case 'waiting':
        return accept<ProofResult>('waiting');
      case 'signed':
        return this.verify(open, pending, status.signature);
      case 'refused':
        return this.over(open, refuse(`signing.${status.failure}`, {}, ['retry']));
    }
  }

  private async verify(
    open: OpenRegistration,
    pending: PendingProof | undefined,
    signature: string,
  ): Promise<Outcome<ProofResult>> {
    if (pending === undefined) return refuse('signing.expired', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const result = await this.deps.signatureVerifier.verify({
      challenge: pending.challenge,
      signature,
      anchors: open.policy.anchors ?? 'public',
      at: askedAt,
    });
    if (result.kind === 'refused') {
      const { failures } = result;
      return this.over(
        open,
        refuse(failures[0] ?? 'signature.invalid', { failures }, ['retry', 'chooseAnotherMethod']),
      );
    }
    const { holder } = result;
    const identifiers = holderIdentifiers(open.state.subject, holder);
    if (!identifiers.ok) return this.over(open, refuseWith(identifiers.refusal, ['chooseAnotherMethod']));
    return this.record(open, {
      evidence: evidenceOf({ source: 'certificate', answer: result, askedAt, attributes: {} }, this.deps),
      certificate: holder.fingerprint,
      validUntil: holder.validUntil,
      personal: clear<AttestedDetails>({
        identifiers: identifiers.value,
        name: holder.name,
        certificate: holder.summary,
        ...(open.state.subject === 'agency' && { organisationKeys: organisationKeys(holder) }),
      }),
    });
  }

  private async redeemEid(
    open: OpenRegistration,
    pending: PendingProof | undefined,
    input: AuthorizationCode,
  ): Promise<Outcome<ProofResult>> {
    if (pending === undefined) return refuse('eid.expired', {}, ['retry']);
    if (pending.state !== input.state) return refuse('eid.wrongState', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const { challenge: nonce, redirectUri = '' } = pending;
    const result = await this.deps.eidProvider.redeem({ code: input.code, nonce, redirectUri });
    if (result.kind === 'refused') return this.over(open, refuse(`eid.${result.failure}`, {}, ['retry']));
    const details = eidDetails(open, result.eid);
    if (details === undefined)
      return this.over(open, refuse('eid.notForSubject', { subject: open.state.subject }, ['chooseAnotherMethod']));
    return this.record(open, {
      evidence: evidenceOf({ source: 'eidProvider', answer: result, askedAt, attributes: {} }, this.deps),
      level: levelEarned(open.edition, open.policy, result.eid.level),
      personal: clear(details),
    });
  }

  /** Recorded first, then over: a crash between the two leaves a challenge that no step waits for any more. */
  private async record(open: OpenRegistration, proof: SignatureVerified['data']): Promise<Outcome<ProofResult>> {
    const { registrationId } = open.state;
    const at = this.deps.clock.now();
    await this.deps.store.transact(registrationId, { type: 'RecordProof', at, proof }, open.context);
    await this.pending.endProof(registrationId);
    return accept<ProofResult>('recorded');
  }

  private async over(open: OpenRegistration, refused: Refused): Promise<Refused> {
    await this.pending.endProof(open.state.registrationId);
    return refused;
  }
}

const organisationKeys = ({
  taxCodes,
  budgetCodes,
}: Pick<CertificateHolder, 'taxCodes' | 'budgetCodes'>): NonNullable<AttestedDetails['organisationKeys']> => ({
  ...(taxCodes[0] !== undefined && { taxCode: taxCodes[0] }),
  ...(budgetCodes[0] !== undefined && { budgetCode: budgetCodes[0] }),
});

/** What VNeID says of the subject that registers; nothing when it says nothing of such a one. */
function eidDetails({ state: { subject } }: OpenRegistration, eid: EidSubject): AttestedDetails | undefined {
  const { personalNumber, name, birthDate, gender, organisation } = eid;
  if (subject === 'citizen') {
    const person = holderIdentifiers(subject, { personIds: [personalNumber], taxCodes: [] });
    if (!person.ok) return undefined;
    return { identifiers: person.value, name, birthDate, ...(gender !== undefined && { gender }) };
  }
  if (organisation === undefined) return undefined;
  const taxCodes = [organisation.taxCode];
  const found = holderIdentifiers(subject, { personIds: [], taxCodes });
  if (!found.ok) return undefined;
  return {
    identifiers: found.value,
    name: organisation.name,
    ...(subject === 'agency' && { organisationKeys: organisationKeys({ taxCodes, budgetCodes: [] }) }),
  };
}

const wrongInput = (step: string, input: StepInput): Refused =>
  refuse('registration.wrongInput', { due: step, given: input.kind });
