import { ckr } from './cryptoki/constants.js';

/** Catalogue codes of what can go wrong with a token on this computer (src/application/errors/token.errors.ts). */
export type TokenCode =
  | 'token.moduleUnreadable'
  | 'token.notPresent'
  | 'token.notFound'
  | 'token.several'
  | 'token.noCertificate'
  | 'token.certificateNotFound'
  | 'token.severalCertificates'
  | 'token.noPrivateKey'
  | 'token.pinNeeded'
  | 'token.pinUnreadable'
  | 'token.pinWrong'
  | 'token.pinLength'
  | 'token.pinLocked'
  | 'token.pinExpired'
  | 'token.pinNotSet'
  | 'token.cancelled'
  | 'token.mechanismMissing'
  | 'token.keyUnsupported'
  | 'token.failed';

export type TokenFacts = Readonly<Record<string, string | number | readonly string[]>>;

/** Never holds a PIN, nor what was signed. */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure';

  constructor(
    readonly code: TokenCode,
    readonly facts: TokenFacts = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

const codes: ReadonlyMap<number, TokenCode> = new Map([
  [ckr.PIN_INCORRECT, 'token.pinWrong'],
  [ckr.PIN_INVALID, 'token.pinWrong'],
  [ckr.PIN_LEN_RANGE, 'token.pinLength'],
  [ckr.PIN_LOCKED, 'token.pinLocked'],
  [ckr.PIN_EXPIRED, 'token.pinExpired'],
  [ckr.TOKEN_NOT_PRESENT, 'token.notPresent'],
  [ckr.TOKEN_NOT_RECOGNIZED, 'token.notPresent'],
  [ckr.DEVICE_REMOVED, 'token.notPresent'],
  [ckr.SLOT_ID_INVALID, 'token.notPresent'],
  [ckr.CANCEL, 'token.cancelled'],
  [ckr.FUNCTION_CANCELED, 'token.cancelled'],
  [ckr.MECHANISM_INVALID, 'token.mechanismMissing'],
  [ckr.MECHANISM_PARAM_INVALID, 'token.mechanismMissing'],
]);

/** Throws what a PKCS#11 return value means, if it is not CKR_OK or one of `alsoFine`. */
export function check(returned: number, called: string, alsoFine: readonly number[] = []): void {
  if (returned === ckr.OK || alsoFine.includes(returned)) return;
  throw new TokenFailure(codes.get(returned) ?? 'token.failed', { called, ckr: `0x${returned.toString(16)}` });
}
