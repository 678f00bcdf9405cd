export type { Contract, ContractCase } from './contract.js';
export { eventStoreContract } from './contracts/event-store.contract.js';
export { readModelsContract } from './contracts/read-models.contract.js';
export { snapshotsContract } from './contracts/snapshots.contract.js';
export { callerClock } from './contracts/contract-time.js';
export { challengesContract } from './contracts/challenges.contract.js';
export { idempotencyContract } from './contracts/idempotency.contract.js';
export { leasesContract } from './contracts/leases.contract.js';
export { outboxContract } from './contracts/outbox.contract.js';
export { rateLimitsContract } from './contracts/rate-limits.contract.js';
export { sessionsContract } from './contracts/sessions.contract.js';
export {
  subscriberRegistryContract,
  type SubscriberRegistrySubject,
} from './contracts/subscriber-registry.contract.js';
export {
  socialInsuranceRegistryContract,
  type SocialInsuranceRegistrySubject,
} from './contracts/social-insurance-registry.contract.js';
export {
  populationRegistryContract,
  type PopulationRegistrySubject,
} from './contracts/population-registry.contract.js';
export { postalAccountsContract, type PostalAccountsSubject } from './contracts/postal-accounts.contract.js';
export {
  organisationDirectoryContract,
  type OrganisationDirectorySubject,
} from './contracts/organisation-directory.contract.js';
export { smsSenderContract, type SmsSenderSubject } from './contracts/sms-sender.contract.js';
export { mailSenderContract, type MailSenderSubject } from './contracts/mail-sender.contract.js';
export { eidProviderContract, type EidProviderSubject } from './contracts/eid-provider.contract.js';
export { signatureVerifierContract, type SignatureVerifierSubject } from './contracts/signature-verifier.contract.js';
export {
  mobileSignatureServiceContract,
  type MobileSignatureServiceSubject,
} from './contracts/mobile-signature-service.contract.js';
export {
  remoteSigningServiceContract,
  type RemoteSigningServiceSubject,
} from './contracts/remote-signing-service.contract.js';
export { blindIndexContract } from './contracts/blind-index.contract.js';
export { captchaContract, type CaptchaSubject } from './contracts/captcha.contract.js';
export { digestsContract } from './contracts/digests.contract.js';
export { eventCodecContract, type EventCodecSubject } from './contracts/event-codec.contract.js';
export { idsContract } from './contracts/ids.contract.js';
export { masterKeyContract, type MasterKeySubject } from './contracts/master-key.contract.js';
export { passwordHasherContract, type PasswordHasherSubject } from './contracts/password-hasher.contract.js';
export { personalDataContract, type PersonalDataSubject } from './contracts/personal-data.contract.js';
export { evidenceStoreContract } from './contracts/evidence-store.contract.js';
export { secretVaultContract } from './contracts/secret-vault.contract.js';
export { subjectKeysContract } from './contracts/subject-keys.contract.js';
export { makeUnsafePlainHasher } from './plain-hasher.js';
export { sampleEvents } from './sample-events.js';
export { type After, decidedBy, type Decides, deepFreeze, type Given, type Then } from './decider-spec.js';
export {
  accountCommands,
  accountHistories,
  accountLives,
  accountStates,
  claimKeys,
  type DecidedStep,
} from './arbitraries/account.js';
export { claimCommands, claimEvents, claimStates } from './arbitraries/claim.js';
export {
  type DecidedRegistrationStep,
  registrationCommands,
  registrationHistories,
  registrationLives,
  registrationStates,
} from './arbitraries/registration.js';
