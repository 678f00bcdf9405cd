import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { StaffAct, StaffRole } from './staff-roles.js';

/** Who of the staff acted, on which ground, under which file: on every act of theirs. */
export interface StaffMark {
  readonly officer: string;
  readonly role: StaffRole;
  readonly ground: string;
  readonly ticket: string;
  readonly at: Instant;
}

/** What somebody told us in a complaint. Nothing of it is checked. */
export interface ComplaintDetails {
  readonly personId?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly text: string;
}

export type ComplaintTopic = 'identifierTaken' | 'notMyLogin' | 'other';

export interface ComplaintOpened {
  readonly type: 'ComplaintOpened';
  readonly data: {
    readonly topic: ComplaintTopic;
    readonly at: Instant;
    readonly personal: Personal<ComplaintDetails>;
  };
}

export interface ComplaintDecided {
  readonly type: 'ComplaintDecided';
  readonly data: StaffMark & {
    readonly outcome: 'upheld' | 'dismissed';
    /** The account it turned out to be about, if any. */
    readonly accountId?: string;
  };
}

export type RecoveryNeed = 'phone' | 'password';

/** The papers an officer looked at, by kind; never their numbers. */
export type PaperKind = 'identityCard' | 'chipCard' | 'passport' | 'organisationLicence' | 'mandate';

export interface RecoveryRequested {
  readonly type: 'RecoveryRequested';
  readonly data: StaffMark & {
    readonly accountId: string;
    readonly needs: readonly RecoveryNeed[];
    readonly papers: readonly PaperKind[];
    /** Ids of what the account is to get, fixed before any of it is made. */
    readonly changeId: string;
    readonly phoneId: string;
    readonly passwordId: string;
    readonly expiresAt: Instant;
  };
}

export interface RecoveryDecided {
  readonly type: 'RecoveryDecided';
  readonly data: StaffMark & { readonly outcome: 'granted' | 'refused' };
}

/** What one officer asks for and another one approves. */
export type SharedAct =
  | { readonly act: 'erase'; readonly accountId: string }
  | { readonly act: 'reverseMerge'; readonly accountId: string; readonly mergeId: string };

export interface ActRequested {
  readonly type: 'ActRequested';
  readonly data: StaffMark & {
    readonly act: SharedAct['act'];
    /** The account to be erased, or the absorbed one that is to live again. */
    readonly accountId: string;
    /** Of a reversal: which merge. */
    readonly mergeId?: string;
    readonly expiresAt: Instant;
  };
}

export interface ActDecided {
  readonly type: 'ActDecided';
  readonly data: StaffMark & { readonly outcome: 'approved' | 'refused' };
}

export type CaseEvent =
  ComplaintOpened | ComplaintDecided | RecoveryRequested | RecoveryDecided | ActRequested | ActDecided;

/**
 * In `staff-<account>`: a member of staff went to an account, to read it or to do something with it. Recorded before the
 * read or act, so that nothing is seen unrecorded; what came of it are the events with the same command id.
 */
export interface StaffAccessRecorded {
  readonly type: 'StaffAccessRecorded';
  readonly data: StaffMark & { readonly act: StaffAct; readonly caseId?: string };
}
