/**
 * The core in NestJS: the module, command and query classes for the host's own buses, and the REST API on Fastify. It needs
 * the optional peers of package.json.
 */
export { DINH_DANH, HTTP_SETTINGS } from '../http/tokens.js';
export type { HttpSettings, ReadinessCheck, TermsText } from '../http/http-settings.js';
export { describeRest, serveDocs } from '../http/openapi.js';
export { ProblemFilter } from '../http/problems/problem.filter.js';
export type { ProblemBody } from '../http/problems/problem-body.js';
export { BearerGuard, OwnerOnly } from '../http/request/bearer.guard.js';
export { CallGuard } from '../http/request/call.guard.js';
export { type Call, TheCall, TheSession } from '../http/request/call.js';
export { logRequests, type RequestLine } from '../http/request-log.js';
export type {
  ReceivedMessage,
  SandboxCitizen,
  SandboxDoor,
  SandboxLogin,
  SandboxLoginPage,
  SandboxPrompt,
  SandboxReaction,
} from '../http/sandbox/sandbox-door.js';
export {
  FollowActivationLink,
  GetMethods,
  GetRegistration,
  GetTerms,
  ResendRegistrationCode,
  StartRegistration,
  SubmitRegistrationStep,
} from './cqrs/registration.messages.js';
export {
  ChooseLoginPhone,
  ConfirmLogin,
  ConfirmPostalLogin,
  DisavowLogin,
  FollowPostalLoginLink,
  ResendLoginCode,
  ResendPostalLoginCode,
  StartLogin,
  StartPostalLogin,
} from './cqrs/login.messages.js';
export {
  AnswerProofLogin,
  ConfirmEidConsent,
  ConfirmEidConsentInSession,
  ResendEidConsentCode,
  StartProofLogin,
} from './cqrs/proof-login.messages.js';
export { ListSessions, RevokeOtherSessions, RevokeSession, WhoAmI } from './cqrs/session.messages.js';
export {
  AddPhone,
  ConfirmPhone,
  GetOwnPhones,
  RemovePhone,
  ResendPhoneCode,
  SetDefaultPhone,
} from './cqrs/phone.messages.js';
export {
  CancelPhoneChange,
  CancelPhoneChangeByLink,
  ConfirmLostPhone,
  GetPhoneChange,
  ResendLostPhoneCode,
  StartLostPhone,
} from './cqrs/lost-phone.messages.js';
export {
  ConfirmMethodConsent,
  GetOwnMethods,
  RemoveMethod,
  ResendMethodConsentCode,
  StartAddingMethod,
  StartMethodConsent,
  SubmitMethodConsentProof,
  SubmitMethodProof,
} from './cqrs/method.messages.js';
export {
  ChangePassword,
  ConfirmPasswordRecovery,
  GetPasswordHint,
  ResendPasswordRecoveryCode,
  ResetPassword,
  StartPasswordRecovery,
  StartPasswordRecoveryByProof,
  SubmitPasswordRecoveryProof,
} from './cqrs/password.messages.js';
export {
  AcceptOfferedMethod,
  AcceptOfferedPhone,
  ChangeContact,
  GetAbsorbedAccounts,
  GetContact,
  GetIdentity,
  GetLoginHistory,
  GetMergeOffers,
  GetProfile,
  SendEmailVerification,
  SyncFromPopulationRegister,
  VerifyEmail,
} from './cqrs/profile.messages.js';
export {
  ExplainLevel,
  GetAbsorbedHistories,
  ReplayAbsorbedAccount,
  ReplayAccount,
  ReplayStaffJournal,
} from './cqrs/audit.messages.js';
export {
  CloseAccount,
  FindAccount,
  ReadAbsorbedAccounts,
  ReadAccountHistory,
  ReadAccountLevel,
  ReadStaffJournal,
  ReinstateAccount,
  SuspendAccount,
  UnlockAccount,
} from './cqrs/staff-account.messages.js';
export {
  ApproveRequest,
  DecideComplaint,
  GrantCounterRecovery,
  ListOpenCases,
  OpenComplaint,
  ReadComplaint,
  RefuseCounterRecovery,
  RefuseRequest,
  RequestCounterRecovery,
  RequestErasure,
  RequestMergeReversal,
  ResendCounterRecoveryCode,
} from './cqrs/staff-case.messages.js';
export {
  DinhDanhModule,
  type CoreSource,
  type DinhDanhModuleAsyncOptions,
  type DinhDanhModuleOptions,
} from './module.js';
export { createServer, portOf, type ServerOptions } from './server.js';
