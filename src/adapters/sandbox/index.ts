export { makeSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
export {
  castAbout,
  type Cast,
  type CastAgencyHandle,
  type CastEnterpriseHandle,
  type CastPersonHandle,
} from './population/cast.js';
export { makePopulation, type PopulationOptions } from './population/people.js';
export { Population } from './population/population.js';
export { personQuery } from './population/person.js';
export type {
  CertificateCarrier,
  CertificateSpec,
  CertificateState,
  EidRecord,
  PostalRecord,
  RegisterRecord,
  SandboxAgency,
  SandboxEnterprise,
  SandboxHolder,
  SandboxOrganisation,
  SandboxPerson,
  SocialInsuranceRecord,
  SubscriberRecord,
} from './population/person.js';
export { personFields, type PersonField } from './population/person-row.js';
export { organisationFields, type OrganisationField } from './population/organisation-row.js';
export { readOrganisationsCsv, readPeopleCsv, writeOrganisationsCsv, writePeopleCsv } from './csv/people-csv.js';
export { columnName, type CsvRead } from './csv/csv-table.js';
export { describeCsvProblem, SandboxCsvError, type CsvProblem } from './csv/csv-problem.js';
export { SandboxControls } from './controls.js';
export type { Counterparty, CounterpartyAnswers, Outage, SandboxCall } from './controls.js';
export { Inbox, type InboxOptions } from './messaging/inbox.js';
export type { InboxMessage } from './messaging/inbox-message.js';
export { renderInbox } from './messaging/render-inbox.js';
export type { SandboxMailSender, SandboxSmsSender } from './messaging/senders.js';
export type { SandboxSubscriberRegistry } from './registries/subscriber-registry.js';
export type { SandboxSocialInsuranceRegistry } from './registries/social-insurance-registry.js';
export type { SandboxPopulationRegistry } from './registries/population-registry.js';
export type { SandboxPostalAccounts } from './registries/postal-accounts.js';
export type { SandboxOrganisationDirectory } from './registries/organisation-directory.js';
export type { SandboxEidProvider } from './registries/eid-provider.js';
export type { BaseUrl, PageLogin } from './redirects.js';
export {
  forgedCertificate,
  issueCertificate,
  renewCertificate,
  type CertificateBody,
  type Hierarchy,
  type SandboxCertificate,
} from './pki/certificates.js';
export type { CertificateSubject } from './pki/certificate-subject.js';
export { certificateOn, certificatesOf } from './pki/population-certificates.js';
export { authority, type Authority } from './pki/authorities.js';
export { authorityIds, type AuthorityId } from './pki/authority-definitions.js';
export type { KeyKind, SandboxKey } from './pki/keys.js';
export {
  signFor,
  signWith,
  type SignatureFault,
  type SignatureForm,
  type SigningOptions,
  type SignOptions,
} from './pki/signing-tool.js';
export type { RevocationReason, SandboxRevocations } from './pki/revocations.js';
export type { StatusAnswer, StatusQuestion, StatusService } from './pki/status-service.js';
export type { SandboxSignatureVerifier } from './signing/signature-verifier.js';
export type { SignerReaction, SignPrompt } from './signing/pending-signatures.js';
export type { SandboxSimService } from './signing/sim-service.js';
export type { SandboxSmartCaService } from './signing/smart-ca-service.js';
export { SandboxMssp, type SandboxMsspOptions } from './mssp/sandbox-mssp.js';
export { simCardOf, simsOf } from './mssp/population-sims.js';
export type { SimCard, SimCards, SimSigning } from './mssp/sim-card.js';
export type { SimPhones, SimReaction, SimScreen } from './mssp/sim-phones.js';
export { SandboxRssp, type SandboxRsspOptions } from './rssp/sandbox-rssp.js';
export { remoteCertificateOf, smartCaSubscribersOf } from './rssp/population-subscribers.js';
export type { RemoteCertificate, RemoteSubscriber, RemoteSubscribers } from './rssp/remote-subscriber.js';
export type { AppPrompt, AppReaction, RsspApps } from './rssp/rssp-apps.js';
