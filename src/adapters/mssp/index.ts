export { MsspSignatureService, type MsspDeps } from './mssp-signature-service.js';
export type { MsspSettings } from './settings.js';
export type { MessagingMode, SignatureFormat } from './names.js';
export { MsspFailure, type MsspProblem } from './mssp-failure.js';
export {
  statusCodes,
  vietnameseStatuses,
  type StatusCode,
  type StatusMeaning,
  type StatusOverrides,
} from './status-codes.js';
export { MemoryMsspTransactions, type MsspTransaction, type MsspTransactions } from './transactions.js';
export { SharedMsspTransactions } from './shared-transactions.js';
