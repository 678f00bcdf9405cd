import { clear } from '../../domain/kernel/personal.js';
import { levelEarned } from '../../domain/policy/policy-book.js';
import { holderIdentifiers } from '../../domain/registration/holder-identity.js';
import type { AttestedDetails, SignatureVerified } from '../../domain/registration/registration.events.js';
import { accept, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { EidSubject } from '../ports/eid-provider.port.js';
import type { CertificateHolder } from '../ports/signing.port.js';
import type { ProofRequest, Proved } from '../proofs/proof-api.js';
import { ProofService } from '../proofs/proof-service.js';
import type { OpenRegistration } from './opened.js';
import { PendingSteps } from './pending-steps.js';
import type { StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

/** `waiting`: the SIM or the app has not answered yet. */
export type ProofResult = 'recorded' | 'waiting';

type Certificate = Extract<Proved, { kind: 'certificate' }>;
type Eid = Extract<Proved, { kind: 'eid' }>;

/** Certificates and VNeID in a registration: what their holder proved is recorded as evidence. */
export class Proofs {
  readonly service: ProofService;
  private readonly pending: PendingSteps;

  constructor(private readonly deps: RegistrationDeps) {
    this.service = new ProofService(deps);
    this.pending = new PendingSteps(deps);
  }

  async request({ state, typed, edition }: OpenRegistration): Promise<ProofRequest> {
    const { registrationId, method } = state;
    return {
      purpose: 'register',
      processId: registrationId,
      method: method as ProofRequest['method'],
      redirectUri: await this.pending.redirect(registrationId),
      life: edition.otp.life,
      prompts: edition.otp.sendsPerPhone.registration,
      ...(typed.phone !== undefined && { phone: typed.phone as NonNullable<ProofRequest['phone']> }),
    };
  }

  async submit(
    step: 'signature' | 'eidAssertion',
    open: OpenRegistration,
    input: StepInput,
  ): Promise<Outcome<ProofResult>> {
    if (input.kind !== 'signature' && input.kind !== 'poll' && input.kind !== 'authorizationCode')
      return wrongInput(step, input);
    const request = await this.request(open);
    const proved = await this.service.answer({ request, anchors: open.policy.anchors ?? 'public', input });
    if (proved.kind !== 'accepted')
      return proved.kind === 'refused' && proved.code === 'proof.wrongInput' ? wrongInput(step, input) : proved;
    switch (proved.value.kind) {
      case 'waiting':
        return accept<ProofResult>('waiting');
      case 'certificate':
        return this.recordCertificate(open, request, proved.value);
      case 'eid':
        return this.recordEid(open, request, proved.value);
    }
  }

  private async recordCertificate(
    open: OpenRegistration,
    request: ProofRequest,
    proof: Certificate,
  ): Promise<Outcome<ProofResult>> {
    const { holder, evidence } = proof;
    const identifiers = holderIdentifiers(open.state.subject, holder);
    if (!identifiers.ok) return this.service.over(request, refuseWith(identifiers.refusal, ['chooseAnotherMethod']));
    await this.service.keep(open.state.registrationId, proof);
    return this.record(open, request, {
      evidence,
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

  private async recordEid(open: OpenRegistration, request: ProofRequest, proof: Eid): Promise<Outcome<ProofResult>> {
    const { eid, evidence } = proof;
    const { subject } = open.state;
    const details = eidDetails(open, eid);
    if (details === undefined)
      return this.service.over(request, refuse('eid.notForSubject', { subject }, ['chooseAnotherMethod']));
    const level = levelEarned(open.edition, open.policy, eid.level);
    await this.service.keep(open.state.registrationId, proof);
    return this.record(open, request, { evidence, level, personal: clear(details) });
  }

  /** Recorded first, then over: a crash between the two leaves a challenge that no step waits for any more. */
  private async record(
    open: OpenRegistration,
    request: ProofRequest,
    proof: SignatureVerified['data'],
  ): Promise<Outcome<ProofResult>> {
    const at = this.deps.clock.now();
    await this.deps.store.transact(open.state.registrationId, { type: 'RecordProof', at, proof }, open.context, open);
    await this.service.end(request);
    return accept<ProofResult>('recorded');
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
