import { instant, type Instant } from '../../../domain/kernel/instant.js';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import { renderTaxCode } from '../../../domain/values/tax-code.js';
import type {
  CertificateCarrier,
  CertificateSpec,
  CertificateState,
  SandboxHolder,
  SandboxPerson,
} from '../population/person.js';
import { privateKeyOf, publicKeyOf, sha256Hex, signText } from './sandbox-keys.js';

/** What a sandbox certificate says: the fields that matter of a real one, as JSON. Numbers as the authority wrote them. */
export interface CertificateBody {
  readonly serial: string;
  readonly issuer: string;
  readonly holder: string;
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
  readonly budgetCodes: readonly string[];
  readonly email?: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  readonly publicKey: string;
}

/** A certificate that an authority has signed. */
export interface SandboxCertificate {
  readonly body: CertificateBody;
  /** The body's JSON, and the authority's signature over that text. */
  readonly text: string;
  readonly issuerSignature: string;
}

/** An authority that issues: of one of the two hierarchies, or one that nobody trusts under the public one's name. */
export type Authority = TrustAnchorSet | 'rogue';

export const authorityNames: Readonly<Record<Authority, string>> = {
  public: 'Sandbox Public CA',
  government: 'Sandbox Government CA',
  rogue: 'Sandbox Public CA',
};

const authorityKey = (authority: Authority) => privateKeyOf(`authority/${authority}`);
/** What a verifier trusts for each set of anchors. */
export const anchorKey = (anchors: TrustAnchorSet): string => publicKeyOf(authorityKey(anchors));
export const certificateKey = (serial: string) => privateKeyOf(`certificate/${serial}`);

export type CertificateSubject = Pick<CertificateBody, 'holder' | 'validFrom' | 'validUntil'> &
  Partial<Pick<CertificateBody, 'serial' | 'personIds' | 'taxCodes' | 'budgetCodes' | 'email'>>;

/** Issues whatever is asked; a subject without a serial gets one from what it says. */
export function issueCertificate(subject: CertificateSubject, authority: Authority = 'public'): SandboxCertificate {
  const serial = subject.serial ?? sha256Hex(JSON.stringify([subject, authority])).slice(0, 20);
  const body: CertificateBody = {
    serial,
    issuer: authorityNames[authority],
    holder: subject.holder,
    personIds: subject.personIds ?? [],
    taxCodes: subject.taxCodes ?? [],
    budgetCodes: subject.budgetCodes ?? [],
    ...(subject.email !== undefined && { email: subject.email }),
    validFrom: subject.validFrom,
    validUntil: subject.validUntil,
    publicKey: publicKeyOf(certificateKey(serial)),
  };
  const text = JSON.stringify(body);
  return { body, text, issuerSignature: signText(authorityKey(authority), text) };
}

/** Midnight in Vietnam. */
const newYear = (year: number): Instant => instant(Date.parse(`${year}-01-01T00:00:00+07:00`));

const validity: Readonly<Record<CertificateState, Pick<CertificateBody, 'validFrom' | 'validUntil'>>> = {
  valid: { validFrom: newYear(2018), validUntil: newYear(2038) },
  revoked: { validFrom: newYear(2018), validUntil: newYear(2038) },
  expired: { validFrom: newYear(2015), validUntil: newYear(2018) },
  notYetValid: { validFrom: newYear(2038), validUntil: newYear(2041) },
};

/** When those certificates were revoked that the population calls revoked. */
export const revokedSince = newYear(2019);

/** The certificates of a person or organisation, in the order in which they hold them. */
export const certificatesOf = (holder: SandboxHolder): readonly SandboxCertificate[] =>
  holder.certificates.map((spec, at) => certificateOf(holder, spec, at));

/** The one that a carrier would use: a valid one before any other. */
export function certificateOn(holder: SandboxHolder, carrier: CertificateCarrier): SandboxCertificate | undefined {
  const candidates = [...holder.certificates.entries()].filter(([, spec]) => spec.carrier === carrier);
  const chosen = candidates.find(([, spec]) => spec.state === 'valid') ?? candidates[0];
  return chosen === undefined ? undefined : certificateOf(holder, chosen[1], chosen[0]);
}

const certificateOf = (holder: SandboxHolder, spec: CertificateSpec, at: number): SandboxCertificate =>
  issueCertificate(
    {
      serial: sha256Hex(`${holder.kind}/${holder.handle}/${at}/${spec.carrier}`).slice(0, 20),
      holder: holder.name,
      ...numbersIn(holder, spec),
      ...(holder.email !== undefined && { email: holder.email }),
      ...validity[spec.state],
    },
    spec.hierarchy,
  );

type Numbers = Pick<CertificateBody, 'personIds' | 'taxCodes' | 'budgetCodes'>;

function numbersIn(holder: SandboxHolder, spec: CertificateSpec): Numbers {
  const none: Numbers = { personIds: [], taxCodes: [], budgetCodes: [] };
  const own = holder.kind === 'person' ? undefined : holder.taxCode;
  const taxCode = own ?? spec.enterprise;
  const taxCodes = taxCode === undefined ? [] : [renderTaxCode(taxCode)];
  if (holder.kind === 'enterprise') return { ...none, taxCodes };
  if (holder.kind === 'agency') return { ...none, taxCodes, budgetCodes: holder.budgetCode ? [holder.budgetCode] : [] };
  return { ...none, ...namesOf(holder, spec, taxCodes) };
}

function namesOf(person: SandboxPerson, spec: CertificateSpec, taxCodes: readonly string[]): Partial<Numbers> {
  switch (spec.names) {
    case 'none':
      return { taxCodes };
    case 'taxPerson':
      return { taxCodes: [...taxCodes, person.personalNumber] };
    case 'cmnd':
      return { taxCodes, personIds: [person.cmnd ?? person.personalNumber] };
    case 'personalNumber':
      return { taxCodes, personIds: [person.personalNumber] };
  }
}
