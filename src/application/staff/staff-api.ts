import type { ComplaintDetails, ComplaintTopic, PaperKind, RecoveryNeed } from '../../domain/case/case.events.js';
import type { StaffRole } from '../../domain/case/staff-roles.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** A member of staff, as the host's own staff login knows them. */
export interface StaffMember {
  readonly officer: string;
  readonly role: StaffRole;
}

/** Who acts, why, and under which file. Ground and ticket are kept for ever: they name no citizen. */
export interface StaffCall {
  readonly by: StaffMember;
  readonly ground: string;
  readonly ticket: string;
}

/** A complaint as it is typed, by anybody. */
export interface ComplaintInput extends ComplaintDetails {
  readonly topic: ComplaintTopic;
}

export interface ComplaintDecision {
  readonly outcome: 'upheld' | 'dismissed';
  /** The account it turned out to be about: the complaint is erased together with it. */
  readonly accountId?: string;
}

export interface CaseReceipt {
  readonly caseId: string;
}

export interface ComplaintView {
  readonly caseId: string;
  readonly topic: ComplaintTopic;
  readonly openedAt: Instant;
  /** Null once erased. */
  readonly details: ComplaintDetails | null;
  readonly outcome: 'upheld' | 'dismissed' | null;
}

/** What somebody at the counter is to get back into the account with. */
export interface RecoveryInput {
  readonly accountId: string;
  readonly needs: readonly RecoveryNeed[];
  /** What the officer looked at. */
  readonly papers: readonly PaperKind[];
  /** With the need `phone`. */
  readonly newPhone?: string;
}

export interface RecoveryView {
  readonly caseId: string;
  readonly expiresAt: Instant;
  /** `082****088`: where the code went; null: no new phone was asked for. */
  readonly sentTo: string | null;
}

/** What the citizen at the counter types. */
export interface RecoveryAnswer {
  /** The code that came to the new phone. */
  readonly code?: string;
  readonly password?: string;
  readonly confirmation?: string;
}

export interface ActRequestView {
  readonly caseId: string;
  readonly expiresAt: Instant;
}

export interface AccountActed {
  readonly accountId: string;
}

export interface AccountUnlocked extends AccountActed {
  /** A login was disowned: its lock stands until the owner gets a new password, by recovery at the counter or online. */
  readonly newPasswordNeeded: boolean;
}
