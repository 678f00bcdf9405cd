import type { SubjectKind } from '../../domain/policy/methods.js';
import { holderIdentifiers } from '../../domain/registration/holder-identity.js';
import type { Identifier } from '../../domain/values/identifier.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { EidSubject } from '../ports/eid-provider.port.js';
import type { OrganisationDirectory } from '../ports/registries.port.js';
import type { CertificateHolder } from '../ports/signing.port.js';
import type { Proved } from '../proofs/proof-api.js';

/** A proof that has come. */
export type ProofGiven = Exclude<Proved, { kind: 'waiting' }>;

/**
 * Whom a proof names, by the identifiers that accounts are found by: a person's numbers, an enterprise's tax code, an
 * agency's code as the organisation directory knows it.
 */
export class ProvedHolders {
  constructor(private readonly organisations: OrganisationDirectory) {}

  async identifiers(subject: SubjectKind, proof: ProofGiven): Promise<Outcome<readonly Identifier[]>> {
    const numbers = proof.kind === 'certificate' ? proof.holder : eidNumbers(subject, proof.eid);
    if (numbers === undefined) return refuse('eid.notForSubject', { subject }, ['chooseAnotherMethod']);
    const found = holderIdentifiers(subject, numbers);
    if (!found.ok) return refuseWith(found.refusal, ['chooseAnotherMethod']);
    if (subject === 'agency') return this.agency(numbers);
    return accept(found.value.map(({ kind, value }) => ({ kind, value }) as Identifier));
  }

  private async agency({ taxCodes, budgetCodes }: Numbers): Promise<Outcome<readonly Identifier[]>> {
    const [taxCode] = taxCodes;
    const [budgetCode] = budgetCodes;
    const keys = { ...(taxCode !== undefined && { taxCode }), ...(budgetCode !== undefined && { budgetCode }) };
    const answer = await this.organisations.find(keys);
    return answer.kind === 'found' ? accept([{ kind: 'organisationCode', value: answer.code }]) : accept([]);
  }
}

type Numbers = Pick<CertificateHolder, 'personIds' | 'taxCodes' | 'budgetCodes'>;

/** Nothing where VNeID says nothing of such a subject. */
const eidNumbers = (subject: SubjectKind, { personalNumber, organisation }: EidSubject): Numbers | undefined => {
  if (subject === 'citizen') return { personIds: [personalNumber], taxCodes: [], budgetCodes: [] };
  return organisation === undefined ? undefined : { personIds: [], taxCodes: [organisation.taxCode], budgetCodes: [] };
};
