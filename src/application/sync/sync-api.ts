import type { IdentityProfile } from '../../domain/account/identity-profile.js';

/** "Cập nhật thông tin tài khoản từ CSDLQG về dân cư": the three fields of the dialog, as typed. */
export interface SyncFields {
  readonly personalNumber: string;
  readonly name: string;
  readonly birthDate: string;
}

/** One field that the register holds otherwise than the account did; null: it was not there. */
export interface FieldChange {
  readonly field: keyof IdentityProfile;
  readonly before: IdentityProfile[keyof IdentityProfile] | null;
  readonly after: IdentityProfile[keyof IdentityProfile] | null;
}

/** What became of the CMND that the register links to the personal number. */
export type AliasAnswer =
  /** The register links none. */
  | 'none'
  | 'added'
  /** This account, or one that it absorbed, has it. */
  | 'held'
  /** An account has it that the register did not confirm to be the same person's: two people may hold one CMND. */
  | 'heldByAnother'
  /** Somebody is claiming it at this moment; sync again. */
  | 'pending';

export interface SyncAnswer {
  readonly changes: readonly FieldChange[];
  readonly alias: AliasAnswer;
  /** Older accounts of the same person, absorbed now. */
  readonly absorbed: readonly string[];
  /** Older accounts of the same person that could not be absorbed, and why. */
  readonly notAbsorbed: readonly { readonly accountId: string; readonly code: string }[];
}
