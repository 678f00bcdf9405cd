import type { StaffPolicy } from '../../domain/case/staff-roles.js';
import type { PolicyBook } from '../../domain/policy/policy-book.js';
import type { ClaimProtocol } from '../claims/claim-protocol.js';
import type { GuessBudgets } from '../guesses/guess-budgets.js';
import type { Accounts } from '../ledger/accounts.js';
import type { Directory } from '../ledger/directory.js';
import type { OtpService } from '../otp/otp-service.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Captcha } from '../ports/captcha.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { EidProvider } from '../ports/eid-provider.port.js';
import type { EvidenceStore } from '../ports/evidence-store.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { MailSender } from '../ports/messaging.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { PasswordStrength } from '../ports/password-strength.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';
import type {
  OrganisationDirectory,
  PopulationRegistry,
  PostalAccounts,
  SocialInsuranceRegistry,
  SubscriberRegistry,
} from '../ports/registries.port.js';
import type { SecretVault } from '../ports/secret-vault.port.js';
import type { MobileSignatureService, RemoteSigningService, SignatureVerifier } from '../ports/signing.port.js';
import type { RegistrationStore } from './registration-store.js';
import type { Terms } from './registration-api.js';

/** Everything a registration may ask. */
export interface RegistrationDeps {
  readonly policy: PolicyBook;
  readonly terms: Terms;
  /** Where an activation link leads; `{token}` is replaced. A function for a server that learns its port late. */
  readonly activationLink: string | (() => string);
  readonly redirectUris?: readonly string[] | undefined;
  /** The web origin people sign at. */
  readonly origin: () => string;
  /** Named to the population register with every question. */
  readonly asker: string;
  /** Who of the staff registers people in person. Default: `defaultStaffPolicy`. */
  readonly staff?: StaffPolicy | undefined;
  readonly store: RegistrationStore;
  readonly claims: ClaimProtocol;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly guesses: GuessBudgets;
  readonly otp: OtpService;
  readonly blindIndex: BlindIndex;
  readonly captcha: Captcha;
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly eidProvider: EidProvider;
  readonly evidenceStore: EvidenceStore;
  readonly ids: Ids;
  readonly mailSender: MailSender;
  readonly passwordHasher: PasswordHasher;
  readonly passwordStrength: PasswordStrength;
  readonly personalData: PersonalData;
  readonly rateLimits: RateLimits;
  readonly vault: SecretVault;
  readonly subscriberRegistry: SubscriberRegistry;
  readonly socialInsuranceRegistry: SocialInsuranceRegistry;
  readonly postalAccounts: PostalAccounts;
  readonly populationRegistry: PopulationRegistry;
  readonly organisationDirectory: OrganisationDirectory;
  readonly signatureVerifier: SignatureVerifier;
  readonly mobileSignatureService: MobileSignatureService;
  readonly remoteSigningService: RemoteSigningService;
}
