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
export type { MsspTransaction } from './transactions.js';
export { MemoryTransactions, type Transactions } from '../remote-signing/transactions.js';
export { SealedTransactions } from '../remote-signing/sealed-transactions.js';
