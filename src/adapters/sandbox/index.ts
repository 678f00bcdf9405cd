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
  certificateOn,
  certificatesOf,
  issueCertificate,
  type Authority,
  type CertificateBody,
  type CertificateSubject,
  type SandboxCertificate,
} from './signing/certificates.js';
export { signFor, signWith, type SignatureFault, type SignOptions } from './signing/signing-tool.js';
export type { SandboxRevocations } from './signing/revocations.js';
export {
  signatureFailures,
  type SandboxSignatureVerifier,
  type SignatureFailure,
} from './signing/signature-verifier.js';
export type { SignerReaction, SignPrompt } from './signing/pending-signatures.js';
export type { SandboxSimService } from './signing/sim-service.js';
export type { SandboxSmartCaService } from './signing/smart-ca-service.js';
export { authorityFiles, exportedHolders, type OutputFile } from './pki/files/authority-files.js';
export { writeFiles } from './pki/files/write-files.js';
