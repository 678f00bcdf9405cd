import type { RemoteSignature } from '../../application/ports/signing.port.js';

export type Failure = Extract<RemoteSignature, { kind: 'refused' }>['failure'];

/**
 * What a code means for us. `accepted`: the request was taken. `pending`: ask again. `registered`, `signed`: what was asked
 * for is there. `unavailable`: the trouble is between the two systems, and no fault of the person's.
 */
export type StatusMeaning = 'accepted' | 'pending' | 'registered' | 'signed' | 'unavailable' | Failure;

export interface StatusCode {
  readonly code: string;
  readonly name: string;
  readonly meaning: StatusMeaning;
}

const row = (code: string, name: string, meaning: StatusMeaning): StatusCode => ({ code, name, meaning });

/**
 * The status codes of ETSI TS 102 204 and what they mean here. What is wrong with our own request (102-104, 106-109) is for
 * an operator, not for the person; 101 is not, because a number that no operator knows may be answered so. A signature by a
 * revoked certificate (501) is none: that the verifier might find no revocation is no reason to take it.
 */
export const statusCodes: readonly StatusCode[] = [
  row('100', 'REQUEST_OK', 'accepted'),
  row('101', 'WRONG_PARAM', 'failed'),
  row('102', 'MISSING_PARAM', 'unavailable'),
  row('103', 'WRONG_DATA_LENGTH', 'unavailable'),
  row('104', 'UNAUTHORIZED_ACCESS', 'unavailable'),
  row('105', 'UNKNOWN_CLIENT', 'unknownSubscriber'),
  row('106', 'HANDSHAKE_REQUIRED', 'unavailable'),
  row('107', 'INAPPROPRIATE_DATA', 'unavailable'),
  row('108', 'INCOMPATIBLE_INTERFACE', 'unavailable'),
  row('109', 'UNSUPPORTED_PROFILE', 'unavailable'),
  row('208', 'EXPIRED_TRANSACTION', 'expired'),
  row('209', 'OTA_ERROR', 'failed'),
  row('400', 'USER_SIGN', 'pending'),
  row('401', 'USER_CANCEL', 'userRefused'),
  row('402', 'PIN_NR_BLOCKED', 'wrongPin'),
  row('403', 'CARD_BLOCKED', 'failed'),
  row('404', 'NO_KEY_FOUND', 'unknownSubscriber'),
  row('405', 'NO_URL_FOUND', 'failed'),
  row('406', 'PB_SIGNATURE_PROCESS', 'busy'),
  row('407', 'REGISTRATION_NOK', 'unknownSubscriber'),
  row('408', 'REGISTRATION_OK', 'registered'),
  row('422', 'NO_CERT_FOUND', 'unknownSubscriber'),
  row('423', 'CRL_PB', 'failed'),
  row('424', 'CRL_EXPIRED', 'failed'),
  row('425', 'ERROR_CERTIFICATE', 'failed'),
  row('500', 'SIGNATURE', 'signed'),
  row('501', 'REVOKED_CERTIFICATE', 'failed'),
  row('502', 'VALID_SIGNATURE', 'signed'),
  row('503', 'INVALID_SIGNATURE', 'failed'),
  row('504', 'OUTSTANDING_TRANSACTION', 'pending'),
  row('600', 'RET_OK_PUSH', 'failed'),
  row('601', 'RET_OK_NOPUSH', 'failed'),
  row('602', 'RET_NOK_PUSH', 'failed'),
  row('603', 'RET_NOK_NOPUSH', 'failed'),
  row('900', 'INTERNAL_ERROR', 'unavailable'),
];

/** Where an operator's service departs from the standard: meanings by code, in place of the table's. */
export type StatusOverrides = Readonly<Record<string, StatusMeaning>>;

/** A code that nobody knows is a failure, never a success. */
export function meaningOf(code: string, overrides: StatusOverrides = {}): StatusMeaning {
  const overridden = Object.hasOwn(overrides, code) ? overrides[code] : undefined;
  return overridden ?? statusCodes.find((one) => one.code === code)?.meaning ?? 'failed';
}

/** Faults of some services give the name where the code should be. */
export const codeNamed = (name: string): string | undefined => statusCodes.find((one) => one.name === name)?.code;

/** What services of Vietnamese operators answer where the standard has 500: a public description takes 408 for success of both calls. */
export const vietnameseStatuses: StatusOverrides = { '408': 'signed' };
