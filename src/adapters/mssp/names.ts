/** The namespace of ETSI TS 102 204; it stayed v1.1.2 in later editions. */
export const mssNamespace = 'http://uri.etsi.org/TS102204/v1.1.2#';

/** How a signature comes back. */
export const signatureFormats = {
  PKCS1: `${mssNamespace}PKCS1`,
  PKCS7: `${mssNamespace}PKCS7`,
} as const;
export type SignatureFormat = keyof typeof signatureFormats;

/**
 * `synch`: the answer to the request is the signature, minutes later. `asynchClientServer`: the answer is a number, under
 * which it is asked for.
 */
export type MessagingMode = 'asynchClientServer' | 'synch';

export type Operation = 'MSS_Signature' | 'MSS_StatusQuery' | 'MSS_Registration';

/** What each operation sends and gets, inside the element named after it. */
export const messageNames: Readonly<Record<Operation, { readonly request: string; readonly response: string }>> = {
  MSS_Signature: { request: 'MSS_SignatureReq', response: 'MSS_SignatureResp' },
  MSS_StatusQuery: { request: 'MSS_StatusReq', response: 'MSS_StatusResp' },
  MSS_Registration: { request: 'MSS_RegistrationReq', response: 'MSS_RegistrationResp' },
};
