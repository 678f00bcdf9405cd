/**
 * The core: everything that needs neither a store nor a framework. It loads no Node module; stores, Nest and the
 * sandbox are entries of their own (`dinhdanh/sqlite`, `dinhdanh/memory`, `dinhdanh/nest`, `dinhdanh/sandbox`).
 */
export type { Brand } from './domain/kernel/brand.js';
export { accepted, fold, rejected } from './domain/kernel/decider.js';
export type { Decider, Decision } from './domain/kernel/decider.js';
export { days, hours, instant, milliseconds, minutes, plus, seconds, since } from './domain/kernel/instant.js';
export type { Duration, Instant } from './domain/kernel/instant.js';
export { clear, erased } from './domain/kernel/personal.js';
export type { ClearData, ErasedData, Personal, SealedData } from './domain/kernel/personal.js';
export { parsed, unparsed } from './domain/kernel/refusal.js';
export type { Fact, Facts, Parsed, Refusal } from './domain/kernel/refusal.js';
export { sourceDocuments } from './domain/kernel/rule.js';
export type { Rule, SourceDocument, SourceKey } from './domain/kernel/rule.js';
export type { Attribute, AttributeAnswer, Evidence, EvidenceSource, NameTier } from './domain/assurance/evidence.js';
export { highestIal, ialAtLeast, lowerIal } from './domain/assurance/levels.js';
export type { AuthenticationLevel, EidLevel, Ial } from './domain/assurance/levels.js';
export { parseCertificateKey } from './domain/values/certificate-key.js';
export type { CertificateKey, CertificateParts } from './domain/values/certificate-key.js';
export { parseCmnd } from './domain/values/cmnd.js';
export type { Cmnd } from './domain/values/cmnd.js';
export { parseEmail } from './domain/values/email.js';
export type { EmailAddress, EmailRefusal } from './domain/values/email.js';
export type { Gender } from './domain/values/gender.js';
export { identifierKinds, identifierText, normaliserVersion } from './domain/values/identifier.js';
export type { Identifier, IdentifierKind } from './domain/values/identifier.js';
export { maskEmail, maskName, maskPersonId, maskPhone } from './domain/values/mask.js';
export type { Normalised } from './domain/values/normalised.js';
export { parseOrganisationCode, renderOldOrganisationCode } from './domain/values/organisation-code.js';
export type { OrganisationCode, OrganisationCodeRefusal } from './domain/values/organisation-code.js';
export {
  formDate,
  parseFormDate,
  parseIsoDate,
  parseRegisterDate,
  samePartialDate,
  yearOf,
} from './domain/values/partial-date.js';
export type { ParsedPartialDate, PartialDate, PartialDateCode } from './domain/values/partial-date.js';
export {
  checkPassword,
  normalisePassword,
  portalPasswordRules,
  vneidPasswordRules,
} from './domain/values/password-rules.js';
export type { PasswordRequirement, PasswordRules } from './domain/values/password-rules.js';
export { parsePersonId, personIdOf } from './domain/values/person-id.js';
export type { NormalisedPersonId, PersonId } from './domain/values/person-id.js';
export { nameMatch, parsePersonName } from './domain/values/person-name.js';
export type { PersonName, PersonNameRefusal } from './domain/values/person-name.js';
export {
  crossCheckPersonalNumber,
  describePersonalNumber,
  parsePersonalNumber,
} from './domain/values/personal-number.js';
export type { PersonalNumber, PersonalNumberDescription, StatedAttributes } from './domain/values/personal-number.js';
export { localPhone, parsePhone } from './domain/values/phone.js';
export type { NormalisedPhone, Phone, PhoneRefusal } from './domain/values/phone.js';
export { provinceCodes, provinceOf } from './domain/values/provinces.js';
export { parseSocialInsuranceCode } from './domain/values/social-insurance-code.js';
export type { SocialInsuranceCode } from './domain/values/social-insurance-code.js';
export { isBranch, parseTaxCode, renderTaxCode, taxCodeCheckDigit, taxCodeParent } from './domain/values/tax-code.js';
export type { TaxCode, TaxCodeRefusal } from './domain/values/tax-code.js';
export { identityMethods, isCertificateMethod, subjectKinds } from './domain/policy/methods.js';
export type {
  Authenticator,
  CertificateMethod,
  IdentityMethod,
  MethodKind,
  SubjectKind,
} from './domain/policy/methods.js';
export type {
  AddPolicy,
  Budget,
  DedupKey,
  DuplicateRemedy,
  EmailNeed,
  GuessBudgets,
  LoginPolicy,
  MethodPolicy,
  NumberBasis,
  NumberPath,
  OtpNumbers,
  PolicyColumn,
  PolicyEdition,
  RegisterPolicy,
  RegistrationNumbers,
  RegistrationStep,
  SendBudgets,
  SessionNumbers,
  TrustAnchorSet,
  UnaccentedSource,
} from './domain/policy/edition.js';
export {
  canAdd,
  canLogin,
  canRegister,
  editionAt,
  editionById,
  levelEarned,
  makePolicyBook,
  methodPolicy,
  openMethods,
} from './domain/policy/policy-book.js';
export type { PolicyBook, PolicyBookRefusal } from './domain/policy/policy-book.js';
export { documentedEditions } from './domain/policy/editions/documented-editions.js';
export { sandboxEdition } from './domain/policy/editions/sandbox.js';
export { vietnamMidnight } from './domain/policy/vietnam-time.js';
export { claimStream, sameClaimKey } from './domain/claim/claim-key.js';
export type { ClaimKey } from './domain/claim/claim-key.js';
export { claimDecider } from './domain/claim/claim.js';
export type { ClaimCommand, ClaimEvent, ClaimRefusal, ClaimState } from './domain/claim/claim.js';
export type {
  AccountCommand,
  AccountDecision,
  AccountRefusal,
  LoginCommand,
  MergeCommand,
  MethodCommand,
  PasswordCommand,
  PhoneCommand,
  RenewKeys,
  StaffCommand,
} from './domain/account/account.commands.js';
export { accountDecider } from './domain/account/account.decider.js';
export type {
  AbsorbedIntoAccount,
  AccountEvent,
  Closed,
  Consent,
  Contact,
  ContactChanged,
  DefaultOtpPhoneSet,
  EmailVerified,
  FirstAccountEvent,
  IdentifierAdded,
  IdentitySyncedFromCSDL,
  KeysRenewed,
  LoggedIn,
  LoginDisavowed,
  LoginLocked,
  LoginOrigin,
  LoginUnlocked,
  MergeRefused,
  MergeReversed,
  MergeStarted,
  MethodAdded,
  MethodRemoved,
  OtpPhone,
  OtpPhoneAdded,
  OtpPhoneChangeCancelled,
  OtpPhoneChangeRequested,
  OtpPhoneChanged,
  OtpPhoneRemoved,
  PasswordChanged,
  PasswordReset,
  PersonalDataErased,
  Registered,
  RegistrationRefused,
  RegistrationSuperseded,
  Reinstated,
  SessionsRevoked,
  Suspended,
} from './domain/account/account.events.js';
export { emptyAccount, evolveAccount } from './domain/account/account.evolve.js';
export { isOpened } from './domain/account/account.state.js';
export type {
  AccountState,
  EmptyAccount,
  Lock,
  OpenedAccount,
  OverruledAccount,
  PendingPhoneChange,
  PhoneRecord,
  SpentMerge,
  StartedMerge,
} from './domain/account/account.state.js';
export { levelAt, logsInByPassword, sessionLevel } from './domain/account/assurance-of.js';
export type { AttemptsEvent, LoginRefused, SyncRefused } from './domain/account/attempts.events.js';
export type { CertificateSummary, IdentifierRecord, IdentityProfile } from './domain/account/identity-profile.js';
export { inForce } from './domain/account/method-grant.js';
export type { MethodGrant } from './domain/account/method-grant.js';
export { holderIdentifiers } from './domain/registration/holder-identity.js';
export type { CertificateNumbers, HolderRefusal } from './domain/registration/holder-identity.js';
export { registrationDecider } from './domain/registration/registration.decider.js';
export type { RegistrationCommand, RegistrationRefusal } from './domain/registration/registration.decider.js';
export type {
  AttestedDetails,
  EmailLinkFollowed,
  HolderConfirmed,
  IdentityMatched,
  IdentityMismatched,
  OtpConfirmed,
  RegistrationEnded,
  RegistrationEvent,
  RegistrationExpired,
  RegistrationPinned,
  RegistrationStarted,
  SignatureVerified,
  TypedDetails,
} from './domain/registration/registration.events.js';
export { evolveRegistration } from './domain/registration/registration.evolve.js';
export { nextStep } from './domain/registration/registration.state.js';
export type {
  Attestation,
  EndedRegistration,
  NoRegistration,
  ProofOfHolder,
  RegistrationState,
  RunningRegistration,
} from './domain/registration/registration.state.js';
export { caseDecider } from './domain/case/case.decider.js';
export type { CaseCommand, CaseRefusal } from './domain/case/case.decider.js';
export type { ActDecided, ActRequested, CaseEvent, ComplaintDecided } from './domain/case/case.events.js';
export type { ComplaintDetails, ComplaintOpened, ComplaintTopic, PaperKind } from './domain/case/case.events.js';
export type { RecoveryDecided, RecoveryNeed, RecoveryRequested, SharedAct } from './domain/case/case.events.js';
export type { StaffAccessRecorded, StaffMark } from './domain/case/case.events.js';
export type { ActCase, CaseState, ComplaintCase, RecoveryCase } from './domain/case/case.state.js';
export { defaultStaffPolicy, mayDo, staffActs, staffRoles } from './domain/case/staff-roles.js';
export type { StaffAct, StaffPolicy, StaffRole } from './domain/case/staff-roles.js';
export { networkOf, originOf } from './application/caller.js';
export type { Caller } from './application/caller.js';
export { accept, notAvailable, refuse, refuseWith } from './application/outcome/outcome.js';
export type { Accepted, NotAvailable, Outcome, Refused } from './application/outcome/outcome.js';
export { orThrow } from './application/outcome/or-throw.js';
export type { NoticeGate } from './application/proofs/notice-gate.js';
export type { IdempotentCall, IdempotentCalls } from './application/outcome/idempotent-calls.js';
export { createDinhDanh } from './application/composition/create.js';
export type { DinhDanh, DinhDanhOptions } from './application/composition/create.js';
export type { CounterpartyPorts, Ports, StoragePorts } from './application/composition/ports.js';
export type {
  DueStep,
  RegistrationView,
  StartRegistration,
  StepInput,
  Terms,
} from './application/registration/registration-api.js';
export type { Registrations } from './application/registration/registrations.js';
export { requiredFields } from './application/registration/form.js';
export type { FormField } from './application/registration/form.js';
export type { LoginView, OpenedSession, PhoneChoice, SessionView, StartLogin } from './application/login/login-api.js';
export type { Logins } from './application/login/logins.js';
export type { SessionService } from './application/login/session-service.js';
export type { AssertionLoginAnswer, AssertionLoginView } from './application/login/assertion-login-api.js';
export type { ConsentDue, StartAssertionLogin } from './application/login/assertion-login-api.js';
export type { PostalLoginView, StartPostalLogin } from './application/login/postal-login-api.js';
export type { Disavowed } from './application/login/disavowals.js';
export type { OtpSent } from './application/otp/otp-service.js';
export type { DueProof, ProofInput } from './application/proofs/proof-api.js';
export type { ContactChanges, ContactView, EmailLinkSent } from './application/account/contact-api.js';
export type { ContactChanged as ContactChangedView } from './application/account/contact-api.js';
export type { LostPhoneResult, LostPhoneView, PhoneChangeView } from './application/account/lost-phone-api.js';
export type { AddedMethod, AdditionAnswer, AdditionView, OwnMethod } from './application/account/methods-api.js';
export type { ConsentAnswer, ConsentView, StartAddition, StartConsent } from './application/account/methods-api.js';
export type { ChangePassword, NewPassword, PasswordHint, PasswordSet } from './application/account/passwords-api.js';
export type { RecoveryProofView, RecoveryProved, StartRecovery } from './application/account/passwords-api.js';
export type {
  RecoveryAnswer as PasswordRecoveryAnswer,
  RecoveryView as PasswordRecoveryView,
} from './application/account/passwords-api.js';
export type { PhoneAdditionView, PhonesView } from './application/account/phones-api.js';
export type { AliasAnswer, FieldChange, SyncAnswer, SyncFields } from './application/sync/sync-api.js';
export type { MergeOffers, OfferedMethod, OfferedPhone } from './application/merge/merge-api.js';
export type {
  AccountActed,
  AccountUnlocked,
  ActRequestView,
  CaseReceipt,
  ComplaintDecision,
} from './application/staff/staff-api.js';
export type { ComplaintInput, ComplaintView, StaffCall, StaffMember } from './application/staff/staff-api.js';
export type {
  RecoveryAnswer as CounterRecoveryAnswer,
  RecoveryInput as CounterRecoveryInput,
  RecoveryView as CounterRecoveryView,
} from './application/staff/staff-api.js';
export type { OpenCasesPage, OpenCasesRequest } from './application/staff/open-cases.js';
export type { StaffAccess } from './application/staff/staff-reads.js';
export type { Staff } from './application/staff/staff.js';
export type { IdentityScreenView, ShownField, ShownValue } from './application/profile/identity-queries.js';
export type {
  AbsorbedView,
  Freshness,
  HistoryRequest,
  LoginHistoryItem,
  LoginHistoryPage,
  MethodView,
  ProfileQueries,
  ProfileView,
} from './application/profile/profile-queries.js';
export type {
  AbsorbedHistory,
  Audit,
  GrantExplained,
  LevelExplained,
  RefusedBeside,
  Replay,
  ReplayAt,
  ReplayedEvent,
  StaffVisit,
} from './application/audit/audit.js';
export { parseMoment } from './application/audit/moment.js';
export type { MethodOffer, MethodOffers, MethodQueries } from './application/policy/method-queries.js';
export { sandboxPolicy } from './application/policy/sandbox-policy.js';
export type { Projection, ReadDocument } from './application/projections/projection.js';
export { openCaseKinds } from './application/projections/open-cases.projection.js';
export type { OpenCaseDocument, OpenCaseKind } from './application/projections/open-cases.projection.js';
export type { Projector, RebuildProgress } from './application/projections/projector.js';
export type { CatalogueEntry, ErrorKind, Remedy } from './application/errors/catalogue-entry.js';
export { describeError, errorAreas, errorCatalogue } from './application/errors/catalogue.js';
export type { ErrorArea } from './application/errors/catalogue.js';
export { allRules, ruleAreas } from './application/reference/all-rules.js';
export type { RuleArea } from './application/reference/all-rules.js';
export type { BlindIndex } from './application/ports/blind-index.port.js';
export type { Captcha } from './application/ports/captcha.port.js';
export type {
  ChallengeAnswer,
  ChallengeSpec,
  Challenges,
  IssuedChallenge,
} from './application/ports/challenges.port.js';
export type { Clock } from './application/ports/clock.port.js';
export type { Digests } from './application/ports/digests.port.js';
export type { EidAssertion, EidProvider, EidSubject } from './application/ports/eid-provider.port.js';
export { CorruptHistory } from './application/ports/event-codec.port.js';
export type { DomainEvent, EventCodec, RecordedShape, StoredShape } from './application/ports/event-codec.port.js';
export type {
  Actor,
  AppendResult,
  EventMeta,
  EventStore,
  EventToAppend,
  LogSlice,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from './application/ports/event-store.port.js';
export { type FollowableLog, followLog } from './application/subscriptions/follow-log.js';
export { inOrder } from './application/subscriptions/in-order.js';
export type { Idempotency, IdempotencyStart } from './application/ports/idempotency.port.js';
export type { Ids } from './application/ports/ids.port.js';
export type { JsonObject, JsonValue } from './application/ports/json.js';
export type { MasterKey } from './application/ports/master-key.port.js';
export type { Mail, MailSender, SendResult, Sms, SmsSender } from './application/ports/messaging.port.js';
export type { LeaseAnswer, Leases } from './application/ports/leases.port.js';
export type { LeasedIntent, Outbox, OutboxContent, OutboxIntent } from './application/ports/outbox.port.js';
export type { Busy, Hashed, PasswordHasher, Verified } from './application/ports/password-hasher.port.js';
export type { PasswordStrength } from './application/ports/password-strength.port.js';
export type { PersonalData } from './application/ports/personal-data.port.js';
export type { RateLimits, Spending, Spent } from './application/ports/rate-limits.port.js';
export type { PageRequest, ReadModelChange, ReadModelRow, ReadModels } from './application/ports/read-models.port.js';
export type {
  Answer,
  OrganisationAnswer,
  OrganisationDirectory,
  PersonQuery,
  PopulationRegistry,
  PostalAccounts,
  PostalAnswer,
  RegisterAnswer,
  RegisterPerson,
  SocialInsuranceRegistry,
  SubscriberAnswer,
  SubscriberRegistry,
} from './application/ports/registries.port.js';
export type { EvidenceStore, KeptEvidence } from './application/ports/evidence-store.port.js';
export type { SecretVault } from './application/ports/secret-vault.port.js';
export type { Session, Sessions } from './application/ports/sessions.port.js';
export type {
  CertificateHolder,
  MobileSignatureService,
  RemoteSignature,
  RemoteSigningService,
  SignatureResult,
  SignatureVerifier,
} from './application/ports/signing.port.js';
export type { Snapshot, Snapshots } from './application/ports/snapshots.port.js';
export type { FoundKey, SubjectKeys, WrappedKey } from './application/ports/subject-keys.port.js';
export { Unavailable, isUnavailable } from './application/ports/unavailable.js';
