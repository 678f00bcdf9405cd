/** Numbers of PKCS#11 2.40 (OASIS) that signing needs, under their names in the standard. */

export const ckr = {
  OK: 0x00,
  CANCEL: 0x01,
  SLOT_ID_INVALID: 0x03,
  FUNCTION_CANCELED: 0x50,
  DEVICE_ERROR: 0x30,
  DEVICE_REMOVED: 0x32,
  MECHANISM_INVALID: 0x70,
  MECHANISM_PARAM_INVALID: 0x71,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

export const ckf = {
  /** Of a token. */
  LOGIN_REQUIRED: 0x04,
  USER_PIN_INITIALIZED: 0x08,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_LOCKED: 0x40000,
  /** Of a session: every session has it. */
  SERIAL_SESSION: 0x04,
} as const;

export const cku = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;

export const cko = { CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;

export const ckc = { X_509: 0 } as const;

export const cka = {
  CLASS: 0x00,
  LABEL: 0x03,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  ID: 0x102,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;

export const ckm = {
  RSA_PKCS: 0x01,
  RSA_PKCS_PSS: 0x0d,
  SHA256_RSA_PKCS: 0x40,
  SHA384_RSA_PKCS: 0x41,
  SHA512_RSA_PKCS: 0x42,
  SHA256: 0x250,
  SHA384: 0x260,
  SHA512: 0x270,
  ECDSA: 0x1041,
  EDDSA: 0x1057,
} as const;

/** Mask generation functions of PSS. */
export const ckg = { MGF1_SHA256: 2, MGF1_SHA384: 3, MGF1_SHA512: 4 } as const;
