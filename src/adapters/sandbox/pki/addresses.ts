import type { AuthorityId } from './authority-definitions.js';

/**
 * Where the certificates say that their authorities answer. A name that no resolver knows: certificates are the same in
 * every process, wherever it listens, and whoever asks (`StatusService`, or HTTP) knows where this leads.
 */
export const statusHost = 'http://pki.sandbox.invalid';

export const ocspAddress = (authority: AuthorityId): string => `${statusHost}/ocsp/${authority}`;
export const crlAddress = (authority: AuthorityId): string => `${statusHost}/crl/${authority}.crl`;
export const issuerAddress = (authority: AuthorityId): string => `${statusHost}/certificates/${authority}.cer`;
