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
  AcceptOfferedMethod,
  AcceptOfferedPhone,
  AddPhone,
  AnswerProofLogin,
  ChangeContact,
  ChangePassword,
  CloseAccount,
  ConfirmLostPhone,
  ConfirmPasswordRecovery,
  ConfirmPhone,
  DisavowLogin,
  OpenComplaint,
  ReinstateAccount,
  RemoveMethod,
  RemovePhone,
  ResetPassword,
  SetDefaultPhone,
  StartAddingMethod,
  StartLostPhone,
  StartPasswordRecovery,
  StartProofLogin,
  SubmitMethodProof,
  SuspendAccount,
  SyncFromPopulationRegister,
  UnlockAccount,
} from './account-commands.js';
export {
  ChooseLoginPhone,
  ConfirmLogin,
  FollowActivationLink,
  ResendLoginCode,
  ResendRegistrationCode,
  RevokeOtherSessions,
  RevokeSession,
  StartLogin,
  StartRegistration,
  SubmitRegistrationStep,
} from './commands.js';
export {
  ExplainLevel,
  GetLoginHistory,
  GetMethods,
  GetProfile,
  GetRegistration,
  GetTerms,
  ListSessions,
  ReplayAccount,
  WhoAmI,
} from './queries.js';
export {
  DinhDanhModule,
  type CoreSource,
  type DinhDanhModuleAsyncOptions,
  type DinhDanhModuleOptions,
} from './module.js';
export { createServer, portOf, type ServerOptions } from './server.js';
