import type { SubjectKind } from '../policy/methods.js';
import type { Contact } from './account.events.js';
import type { IdentityProfile } from './identity-profile.js';

export type IdentityField = keyof IdentityProfile;
export type ContactField = keyof Contact;

/** What the screen "Thông tin định danh" of a subject shows, and what its owner may change there. */
export interface IdentityScreen {
  /** From registers, certificates and what was typed at registering: shown, never edited. */
  readonly identity: readonly IdentityField[];
  readonly editable: readonly ContactField[];
  /** May be changed, never left empty. */
  readonly required: readonly ContactField[];
}

const editable: readonly ContactField[] = ['email', 'phone', 'address'];

/**
 * The citizen's and the agency's fields are those of the documents (F§1.10); the enterprise's screen is named there without
 * its fields, which are ours. OTP phones have a list of their own.
 */
export const identityScreens: Readonly<Record<SubjectKind, IdentityScreen>> = {
  citizen: {
    identity: [
      'name',
      'gender',
      'identifiers',
      'birthDate',
      'placeOfBirth',
      'hometown',
      'permanentAddress',
      'socialInsuranceCode',
      'phone',
      'certificate',
    ],
    editable,
    required: [],
  },
  enterprise: { identity: ['name', 'identifiers', 'certificate'], editable, required: ['email'] },
  agency: { identity: ['name', 'identifiers', 'parentOrganisation', 'certificate'], editable, required: [] },
};
