import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Captcha } from '../ports/captcha.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { EidProvider } from '../ports/eid-provider.port.js';
import type { EventCodec } from '../ports/event-codec.port.js';
import type { EvidenceStore } from '../ports/evidence-store.port.js';
import type { EventStore } from '../ports/event-store.port.js';
import type { Idempotency } from '../ports/idempotency.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { Leases } from '../ports/leases.port.js';
import type { MailSender, SmsSender } from '../ports/messaging.port.js';
import type { Outbox } from '../ports/outbox.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { PasswordStrength } from '../ports/password-strength.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';
import type { ReadModels } from '../ports/read-models.port.js';
import type {
  OrganisationDirectory,
  PopulationRegistry,
  PostalAccounts,
  SocialInsuranceRegistry,
  SubscriberRegistry,
} from '../ports/registries.port.js';
import type { SecretVault } from '../ports/secret-vault.port.js';
import type { Sessions } from '../ports/sessions.port.js';
import type { MobileSignatureService, RemoteSigningService, SignatureVerifier } from '../ports/signing.port.js';
import type { Snapshots } from '../ports/snapshots.port.js';

/** What the core keeps and computes with: one embedded or production set, plugged in as a whole or port by port. */
export interface StoragePorts {
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly snapshots: Snapshots;
  readonly readModels: ReadModels;
  readonly vault: SecretVault;
  /** What decisions stood on, for audits years later. */
  readonly evidenceStore: EvidenceStore;
  readonly personalData: PersonalData;
  readonly challenges: Challenges;
  readonly rateLimits: RateLimits;
  readonly sessions: Sessions;
  readonly idempotency: Idempotency;
  readonly outbox: Outbox;
  /** Where several processes share the stores and one is to do the background work. Left out: each does all of it. */
  readonly leases?: Leases;
  readonly blindIndex: BlindIndex;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly passwordHasher: PasswordHasher;
  readonly passwordStrength: PasswordStrength;
}

/** Who the core asks and tells: an embedding team plugs its own in, the sandbox brings made-up ones. */
export interface CounterpartyPorts {
  readonly subscriberRegistry: SubscriberRegistry;
  readonly socialInsuranceRegistry: SocialInsuranceRegistry;
  readonly postalAccounts: PostalAccounts;
  readonly populationRegistry: PopulationRegistry;
  readonly organisationDirectory: OrganisationDirectory;
  readonly signatureVerifier: SignatureVerifier;
  readonly mobileSignatureService: MobileSignatureService;
  readonly remoteSigningService: RemoteSigningService;
  readonly eidProvider: EidProvider;
  readonly smsSender: SmsSender;
  readonly mailSender: MailSender;
  readonly captcha: Captcha;
}

export type Ports = StoragePorts & CounterpartyPorts;
