import { certificateKeyNormaliser } from './certificate-key.js';
import { cmndNormaliser } from './cmnd.js';
import { organisationCodeNormaliser, type OrganisationCode } from './organisation-code.js';
import type { PersonId } from './person-id.js';
import { personalNumberNormaliser } from './personal-number.js';
import { taxCodeNormaliser, type TaxCode } from './tax-code.js';

/** What an account can own, alone. Phones and e-mail addresses are not among these: several accounts may share one. */
export type Identifier =
  | PersonId
  | { readonly kind: 'taxCode'; readonly value: TaxCode }
  | { readonly kind: 'organisationCode'; readonly value: OrganisationCode }
  /** Issuer, serial and key digest in their canonical form: a `CertificateKey`. */
  | { readonly kind: 'certificate'; readonly value: string };

export type IdentifierKind = Identifier['kind'];

const normalisers: Readonly<Record<IdentifierKind, number>> = {
  personalNumber: personalNumberNormaliser,
  cmnd: cmndNormaliser,
  taxCode: taxCodeNormaliser,
  organisationCode: organisationCodeNormaliser,
  certificate: certificateKeyNormaliser,
};

/** Every kind of claimable identifier, in a fixed order. */
export const identifierKinds = Object.keys(normalisers) as readonly IdentifierKind[];

/** The version of the normaliser that made the canonical value; stored beside every dedup key. */
export const normaliserVersion = (kind: IdentifierKind): number => normalisers[kind];

/**
 * The text a blind index digests. It begins with the kind, so that equal digits of two kinds have unrelated digests.
 * Different identifiers have different texts.
 */
export const identifierText = (identifier: Identifier): string => `${identifier.kind}:${identifier.value}`;
