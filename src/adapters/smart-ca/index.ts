export { SmartCaService, type SmartCaDeps, type SmartCaTransaction } from './smart-ca-service.js';
export type { SmartCaSettings } from './settings.js';
export { SmartCaFailure, type SmartCaProblem } from './smart-ca-failure.js';
export { envelopeCodes, oauthErrors, transactionStatuses, type CodeMeaning, type ResultCode } from './result-codes.js';
export { MemoryTransactions, type Transactions } from '../remote-signing/transactions.js';
export { SealedTransactions } from '../remote-signing/sealed-transactions.js';
