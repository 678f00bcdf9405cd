import { accountErrors } from './account.errors.js';
import { accountLifeErrors } from './account-life.errors.js';
import type { CatalogueEntry } from './catalogue-entry.js';
import { certificateErrors } from './certificate.errors.js';
import { claimErrors } from './claim.errors.js';
import { evidenceErrors } from './evidence.errors.js';
import { httpErrors } from './http.errors.js';
import { loginErrors } from './login.errors.js';
import { mergeErrors } from './merge.errors.js';
import { otpErrors } from './otp.errors.js';
import { outcomeErrors, silentPort } from './outcome.errors.js';
import { policyErrors } from './policy.errors.js';
import { proofErrors } from './proof.errors.js';
import { registrationErrors } from './registration.errors.js';
import { revocationErrors } from './revocation.errors.js';
import { signatureErrors } from './signature.errors.js';
import { staffErrors } from './staff.errors.js';
import { tokenErrors } from './token.errors.js';
import { valueErrors } from './values.errors.js';

export interface ErrorArea {
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

/** Every code that a caller may meet, by area. A `*.errors.ts` that is missing here fails test/docs/reference.spec.ts. */
export const errorAreas: readonly ErrorArea[] = [
  { title: 'Identifiers and values', entries: valueErrors },
  { title: 'Policy', entries: policyErrors },
  { title: 'Claims of identifiers', entries: claimErrors },
  { title: 'Accounts', entries: accountErrors },
  { title: 'Requests', entries: httpErrors },
  { title: 'Registration', entries: registrationErrors },
  { title: 'Signatures', entries: signatureErrors },
  { title: 'Certificates and their paths', entries: certificateErrors },
  { title: 'Revocation of certificates', entries: revocationErrors },
  { title: 'Audits of evidence', entries: evidenceErrors },
  { title: 'Certificate holders, signing services and VNeID', entries: proofErrors },
  { title: 'USB tokens on a person’s own computer', entries: tokenErrors },
  { title: 'Captchas, codes and links', entries: otpErrors },
  { title: 'Passwords, logins and sessions', entries: loginErrors },
  { title: 'An owner’s changes to their account', entries: accountLifeErrors },
  { title: 'Update from the population database, and merges', entries: mergeErrors },
  { title: 'Staff, cases and complaints', entries: staffErrors },
  { title: 'Repeated calls, and what does not answer', entries: outcomeErrors },
];

/** By code. Each code has one entry: two would be a bug, which the same test finds. */
export const errorCatalogue: ReadonlyMap<string, CatalogueEntry> = new Map(
  errorAreas.flatMap(({ entries }) => entries.map((entry) => [entry.code, entry] as const)),
);

/**
 * What to tell the public about a code. A code that nobody has entered is a bug of ours, and is told as one: the caller
 * still gets the code, so that it can be reported. But for ports: an embedding team brings ports of its own.
 */
export const describeError = (code: string): CatalogueEntry =>
  errorCatalogue.get(code) ?? (code.startsWith('unavailable.') ? silentPort(code) : bug(code));

const bug = (code: string): CatalogueEntry => ({
  code,
  kind: 'bug',
  vi: 'Đã xảy ra lỗi ngoài dự kiến. Vui lòng thử lại sau.',
  en: 'Something unexpected went wrong. Please try again later.',
});
