import { instant } from '../../../domain/kernel/instant.js';
import { renderTaxCode } from '../../../domain/values/tax-code.js';
import { localPhone } from '../../../domain/values/phone.js';
import type {
  CertificateCarrier,
  CertificateSpec,
  CertificateState,
  SandboxHolder,
  SandboxPerson,
} from '../population/person.js';
import { newYear, serialOf } from './authority-definitions.js';
import type { CertificateSubject } from './certificate-subject.js';
import { issueCertificate, type SandboxCertificate } from './certificates.js';

type Numbers = Pick<CertificateSubject, 'personIds' | 'taxCodes' | 'budgetCodes'>;

const between = (first: number, last: number) => ({
  validFrom: instant(newYear(first)),
  validUntil: instant(newYear(last)),
});
const validity: Readonly<Record<CertificateState, ReturnType<typeof between>>> = {
  valid: between(2018, 2038),
  revoked: between(2018, 2038),
  expired: between(2015, 2018),
  notYetValid: between(2038, 2041),
};

/** When those certificates were revoked that the population calls revoked. */
export const revokedSince = instant(newYear(2019));

const held = new WeakMap<SandboxHolder, readonly SandboxCertificate[]>();

/** The certificates of a person or organisation, in the order in which they hold them. */
export function certificatesOf(holder: SandboxHolder): readonly SandboxCertificate[] {
  const found = held.get(holder) ?? holder.certificates.map((spec, at) => certificateOf(holder, spec, at));
  held.set(holder, found);
  return found;
}

/** The one that a carrier would use: a valid one before any other. */
export function certificateOn(holder: SandboxHolder, carrier: CertificateCarrier): SandboxCertificate | undefined {
  const candidates = [...holder.certificates.entries()].filter(([, spec]) => spec.carrier === carrier);
  const chosen = candidates.find(([, spec]) => spec.state === 'valid') ?? candidates[0];
  return chosen === undefined ? undefined : certificatesOf(holder)[chosen[0]];
}

const certificateOf = (holder: SandboxHolder, spec: CertificateSpec, at: number): SandboxCertificate => {
  const phone = holder.kind === 'person' ? holder.phones[0] : holder.phone;
  return issueCertificate(
    {
      serial: serialOf(`${holder.kind}/${holder.handle}/${at}/${spec.carrier}`),
      holder: holder.name,
      ...numbersIn(holder, spec),
      ...(holder.email !== undefined && { email: holder.email }),
      ...(spec.carrier === 'sim' && phone !== undefined && { phone: localPhone(phone) }),
      ...(holder.kind === 'agency' && holder.parent !== undefined && { organisation: holder.parent }),
      ...validity[spec.state],
    },
    spec.hierarchy,
    spec.carrier,
  );
};

function numbersIn(holder: SandboxHolder, spec: CertificateSpec): Numbers {
  const taxCode = holder.kind === 'person' ? spec.enterprise : holder.taxCode;
  const taxCodes = taxCode === undefined ? [] : [renderTaxCode(taxCode)];
  if (holder.kind === 'enterprise') return { taxCodes };
  if (holder.kind === 'agency') return { taxCodes, budgetCodes: holder.budgetCode ? [holder.budgetCode] : [] };
  return namesOf(holder, spec, taxCodes);
}

function namesOf(person: SandboxPerson, spec: CertificateSpec, taxCodes: readonly string[]): Numbers {
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
