import type { PolicyBook } from '../../domain/policy/policy-book.js';
import type { OwnerData } from '../account/owner-data.js';
import type { PhoneChanges } from '../account/phone-changes.js';
import type { SessionEnder } from '../account/session-ender.js';
import type { Audit } from '../audit/audit.js';
import type { MergeProtocol } from '../claims/merge-protocol.js';
import type { Ports } from '../composition/ports.js';
import type { GuessBudgets } from '../guesses/guess-budgets.js';
import type { Accounts } from '../ledger/accounts.js';
import type { Directory } from '../ledger/directory.js';
import type { LoginLocks } from '../login/login-locks.js';
import type { Merges } from '../merge/merges.js';
import type { ClosingNotices } from '../messaging/closing-notices.js';
import type { OtpService } from '../otp/otp-service.js';
import type { CaseStore } from './case-store.js';
import type { StaffDesk } from './staff-desk.js';
import type { StaffJournal } from './staff-journal.js';

/** What acts of staff may ask. */
export interface StaffDeps extends Pick<
  Ports,
  | 'blindIndex'
  | 'challenges'
  | 'clock'
  | 'digests'
  | 'eventStore'
  | 'ids'
  | 'outbox'
  | 'passwordHasher'
  | 'passwordStrength'
  | 'personalData'
  | 'rateLimits'
  | 'sessions'
  | 'snapshots'
  | 'vault'
> {
  readonly policy: PolicyBook;
  readonly desk: StaffDesk;
  readonly journal: StaffJournal;
  readonly cases: CaseStore;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly audit: Audit;
  readonly owner: OwnerData;
  readonly ender: SessionEnder;
  readonly phoneChanges: PhoneChanges;
  readonly closing: MergeProtocol;
  readonly closingNotices: Pick<ClosingNotices, 'write'>;
  readonly merges: Merges;
  readonly locks: LoginLocks;
  readonly guesses: GuessBudgets;
  readonly otp: OtpService;
}
