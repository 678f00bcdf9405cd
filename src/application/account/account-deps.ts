import type { PolicyBook } from '../../domain/policy/policy-book.js';
import type { AliasProtocol } from '../claims/alias-protocol.js';
import type { Ports } from '../composition/ports.js';
import type { GuessBudgets } from '../guesses/guess-budgets.js';
import type { Accounts } from '../ledger/accounts.js';
import type { Directory } from '../ledger/directory.js';
import type { Attempts } from '../login/attempts.js';
import type { LoginLocks } from '../login/login-locks.js';
import type { OtpService } from '../otp/otp-service.js';
import type { ProofService } from '../proofs/proof-service.js';
import type { ActingOwner } from './acting.js';
import type { AccountLinks } from './links.js';

/** Everything that an owner's changes to their account may ask. */
export interface AccountDeps extends Pick<
  Ports,
  | 'blindIndex'
  | 'captcha'
  | 'challenges'
  | 'clock'
  | 'digests'
  | 'ids'
  | 'mailSender'
  | 'organisationDirectory'
  | 'outbox'
  | 'passwordHasher'
  | 'passwordStrength'
  | 'personalData'
  | 'rateLimits'
  | 'readModels'
  | 'sessions'
  | 'subscriberRegistry'
  | 'vault'
> {
  readonly policy: PolicyBook;
  readonly attempts: Pick<Attempts, 'note' | 'noteSync'>;
  readonly links: AccountLinks;
  readonly locks: Pick<LoginLocks, 'wrongGuess'>;
  readonly accounts: Accounts;
  readonly acting: ActingOwner;
  readonly aliases: AliasProtocol;
  readonly directory: Directory;
  readonly guesses: GuessBudgets;
  readonly otp: OtpService;
  readonly proofs: ProofService;
  /** Told of failures of background work. Never gets personal data or secrets. */
  readonly onError: (error: unknown) => void;
}
