import type { Evidence } from '../../domain/assurance/evidence.js';
import { clear } from '../../domain/kernel/personal.js';
import { levelEarned } from '../../domain/policy/policy-book.js';
import { holderIdentifiers } from '../../domain/registration/holder-identity.js';
import type { AttestedDetails, SignatureVerified } from '../../domain/registration/registration.events.js';
import { accept, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { EidSubject } from '../ports/eid-provider.port.js';
import type { CertificateHolder, RemoteSignature, SignatureResult } from '../ports/signing.port.js';
import type { OpenRegistration } from './opened.js';
import { type PendingProof, promptKey, proofKey } from './prompts.js';
import type { StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

/** `waiting`: the SIM or the app has not answered yet. */
export type ProofResult = 'recorded' | 'waiting';

/** Certificates and VNeID: what their holder answered is verified here, and recorded as evidence. */
export class Proofs {
  constructor(private readonly deps: RegistrationDeps) {}

  async submit(
    step: 'signature' | 'eidAssertion',
    open: OpenRegistration,
    input: StepInput,
  ): Promise<Outcome<ProofResult>> {
    if (step === 'eidAssertion') {
      return input.kind === 'authorizationCode' ? this.redeemEid(open, input) : wrongInput(step, input);
    }
    switch (open.state.method) {
      case 'usbToken':
        return input.kind === 'signature' ? this.verifyOnce(open, input.signature) : wrongInput(step, input);
      case 'smartCa':
        if (input.kind === 'authorizationCode') return this.startRemote(open, input);
        return input.kind === 'poll' ? this.pollRemote(open) : wrongInput(step, input);
      default:
        return input.kind === 'poll' ? this.pollRemote(open) : wrongInput(step, input);
    }
  }

  private async pending(open: OpenRegistration): Promise<PendingProof | undefined> {
    const kept = await this.deps.challenges.peek(proofKey(open.state.registrationId), this.deps.clock.now());
    return kept as unknown as PendingProof | undefined;
  }

  private async startRemote(open: OpenRegistration, input: Extract<StepInput, { kind: 'authorizationCode' }>) {
    const pending = await this.takePending(open);
    if (pending?.state === undefined || pending.state !== input.state)
      return refuse('signing.wrongState', {}, ['retry']);
    const transactionId = this.deps.ids.id();
    const { challenge } = pending;
    await this.deps.challenges.put(
      proofKey(open.state.registrationId),
      { challenge, transactionId },
      open.edition.otp.life,
      this.deps.clock.now(),
    );
    const due = await this.deps.challenges.peek(
      promptKey(open.state.registrationId, 'signature'),
      this.deps.clock.now(),
    );
    const prompt = String(due?.['verificationCode'] ?? '');
    await this.deps.remoteSigningService.start({ transactionId, code: input.code, challenge, prompt });
    return accept<ProofResult>('waiting');
  }

  private async pollRemote(open: OpenRegistration): Promise<Outcome<ProofResult>> {
    const pending = await this.pending(open);
    if (pending?.transactionId === undefined) return refuse('signing.expired', {}, ['retry']);
    const service = open.state.method === 'smartCa' ? this.deps.remoteSigningService : this.deps.mobileSignatureService;
    const status: RemoteSignature = await service.status(pending.transactionId);
    switch (status.kind) {
      case 'waiting':
        return accept('waiting');
      case 'signed':
        return this.verifyOnce(open, status.signature);
      case 'refused':
        await this.takePending(open);
        return refuse(`signing.${status.failure}`, {}, ['retry']);
    }
  }

  /** The challenge is taken before anything is verified: one challenge, one signature looked at. */
  private async verifyOnce(open: OpenRegistration, signature: string): Promise<Outcome<ProofResult>> {
    const pending = await this.takePending(open);
    if (pending === undefined) return refuse('signing.expired', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const result = await this.deps.signatureVerifier.verify({
      challenge: pending.challenge,
      signature,
      anchors: open.policy.anchors ?? 'public',
      at: askedAt,
    });
    if (result.kind === 'refused')
      return refuse(result.failures[0] ?? 'signature.invalid', { failures: result.failures }, [
        'retry',
        'chooseAnotherMethod',
      ]);
    return this.recordCertificate(open, result, askedAt);
  }

  private async recordCertificate(
    open: OpenRegistration,
    { holder, raw, reference }: Extract<SignatureResult, { kind: 'verified' }>,
    askedAt: Evidence['askedAt'],
  ): Promise<Outcome<ProofResult>> {
    const identifiers = holderIdentifiers(open.state.subject, holder);
    if (!identifiers.ok) return refuseWith(identifiers.refusal, ['chooseAnotherMethod']);
    const evidence = this.evidence('certificate', raw, reference, askedAt);
    const details: AttestedDetails = {
      identifiers: identifiers.value,
      name: holder.name,
      certificate: holder.summary,
      ...(open.state.subject === 'agency' && { organisationKeys: organisationKeys(holder) }),
    };
    return this.record(open, 'signature', {
      evidence,
      certificate: holder.fingerprint,
      validUntil: holder.validUntil,
      personal: clear(details),
    });
  }

  private async redeemEid(
    open: OpenRegistration,
    input: Extract<StepInput, { kind: 'authorizationCode' }>,
  ): Promise<Outcome<ProofResult>> {
    const pending = await this.takePending(open);
    if (pending?.state === undefined || pending.state !== input.state) return refuse('eid.wrongState', {}, ['retry']);
    const askedAt = this.deps.clock.now();
    const { nonce = '', redirectUri = '' } = pending;
    const result = await this.deps.eidProvider.redeem({ code: input.code, nonce, redirectUri });
    if (result.kind === 'refused') return refuse(`eid.${result.failure}`, {}, ['retry']);
    const identifiers = eidIdentifiers(open, result.eid);
    if (!identifiers.ok) return identifiers.refusal;
    const { name, birthDate, gender, level } = result.eid;
    const person = open.state.subject === 'citizen';
    return this.record(open, 'eidAssertion', {
      evidence: this.evidence('eidProvider', result.raw, result.reference, askedAt),
      level: levelEarned(open.edition, open.policy, level),
      personal: clear<AttestedDetails>({
        identifiers: identifiers.value,
        name: person ? name : (result.eid.organisation?.name ?? name),
        ...(person && { birthDate, ...(gender !== undefined && { gender }) }),
      }),
    });
  }

  private async record(
    open: OpenRegistration,
    step: 'signature' | 'eidAssertion',
    proof: SignatureVerified['data'],
  ): Promise<Outcome<ProofResult>> {
    const recorded = await this.deps.store.transact(
      open.state.registrationId,
      { type: 'RecordProof', step, at: this.deps.clock.now(), proof },
      open.context,
    );
    return recorded.kind === 'rejected'
      ? refuseWith(recorded.refusal, ['startAgain'])
      : accept<ProofResult>('recorded', recorded.position);
  }

  private async takePending(open: OpenRegistration): Promise<PendingProof | undefined> {
    const { registrationId } = open.state;
    const at = this.deps.clock.now();
    const taken = await this.deps.challenges.take(proofKey(registrationId), at);
    return taken as unknown as PendingProof | undefined;
  }

  private evidence(
    source: 'certificate' | 'eidProvider',
    raw: string,
    reference: string | undefined,
    askedAt: Evidence['askedAt'],
  ): Evidence {
    return {
      evidenceId: this.deps.ids.id(),
      source,
      askedAt,
      answeredAt: this.deps.clock.now(),
      attributes: {},
      answerDigest: this.deps.digests.sha256(raw),
      ...(reference !== undefined && { reference }),
    };
  }
}

const organisationKeys = ({
  taxCodes,
  budgetCodes,
}: CertificateHolder): NonNullable<AttestedDetails['organisationKeys']> => ({
  ...(taxCodes[0] !== undefined && { taxCode: taxCodes[0] }),
  ...(budgetCodes[0] !== undefined && { budgetCode: budgetCodes[0] }),
});

type EidIdentifiers =
  | { readonly ok: true; readonly value: AttestedDetails['identifiers'] }
  | { readonly ok: false; readonly refusal: Refused };

const eidIdentifiers = (open: OpenRegistration, eid: EidSubject): EidIdentifiers => {
  const { subject } = open.state;
  const taxCodes = eid.organisation === undefined ? [] : [eid.organisation.taxCode];
  const numbers =
    subject === 'citizen' ? { personIds: [eid.personalNumber], taxCodes: [] } : { personIds: [], taxCodes };
  const found = holderIdentifiers(subject === 'agency' ? 'enterprise' : subject, numbers);
  return found.ok
    ? { ok: true, value: found.value }
    : { ok: false, refusal: refuse('eid.notForSubject', { subject }, ['chooseAnotherMethod']) };
};

const wrongInput = (step: string, input: StepInput): Refused =>
  refuse('registration.wrongInput', { due: step, given: input.kind });
