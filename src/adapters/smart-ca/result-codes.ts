import type { RemoteSignature } from '../../application/ports/signing.port.js';

export type Failure = Extract<RemoteSignature, { kind: 'refused' }>['failure'];

/** What a code means for us. `unavailable`: the trouble is between the two systems, and no fault of the person's. */
export type CodeMeaning = 'done' | 'waiting' | 'unavailable' | Failure;

export interface ResultCode {
  readonly code: string;
  readonly name: string;
  readonly meaning: CodeMeaning;
}

const row = (code: string | number, name: string, meaning: CodeMeaning): ResultCode => ({
  code: String(code),
  name,
  meaning,
});

/** The `code` of every answer's envelope. */
export const envelopeCodes: readonly ResultCode[] = [
  row(0, 'SUCCESS', 'done'),
  row(30000, 'CLIENT_INPUT_INVALID', 'unavailable'),
  row(50000, 'INTERNAL_ERROR', 'unavailable'),
  row(60000, 'CREDENTIAL_NOT_EXIST', 'unknownSubscriber'),
  row(60001, 'CREDENTIAL_NOT_MATCH_IDENTITY', 'failed'),
  row(62000, 'TRANSACTION_NOT_FOUND', 'expired'),
  row(62001, 'TRANSACTION_NOT_OWNER', 'failed'),
  row(65000, 'SERVICE_PACK_EXEED_OR_INVALID', 'failed'),
];

/** The `tranStatus` of a transaction. */
export const transactionStatuses: readonly ResultCode[] = [
  row(1, 'SUCCESS', 'done'),
  row(4000, 'WAITING_FOR_SIGNER_CONFIRM', 'waiting'),
  row(4001, 'EXPIRED', 'expired'),
  row(4002, 'SIGNER_REJECTED', 'userRefused'),
  row(4003, 'AUTHORIZE_KEY_FAILED', 'wrongPin'),
  row(4004, 'SIGN_FAILED', 'failed'),
];

/** The `error` of an answer of OAuth. A grant is refused when its code was used, is unknown or came after its 15 seconds. */
export const oauthErrors: readonly ResultCode[] = [
  row('invalid_grant', 'invalid_grant', 'failed'),
  row('invalid_client', 'invalid_client', 'unavailable'),
  row('invalid_scope', 'invalid_scope', 'unavailable'),
  row('invalid_request', 'invalid_request', 'unavailable'),
  row('unauthorized_client', 'unauthorized_client', 'unavailable'),
  row('unsupported_grant_type', 'unsupported_grant_type', 'unavailable'),
];

/** A code that nobody knows is a failure, never a success. */
export const meaningIn = (table: readonly ResultCode[], code: string | number): CodeMeaning =>
  table.find((one) => one.code === String(code))?.meaning ?? 'failed';
