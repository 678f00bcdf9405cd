import { DerError } from '../der/der-error.js';

/** What is wrong with a certificate or CRL that is DER. */
export type X509Problem =
  | 'version' // unknown, or too old for the fields that are there
  | 'algorithms' // the signed and the unsigned copy of the signature algorithm differ
  | 'duplicateExtension'
  | 'extension' // an extension that we know, with a content that RFC 5280 does not allow
  | 'serial'; // longer than anything in use

/** Thrown by the parsers of this folder beside plain DerErrors; whoever catches DerError has caught both. */
export class X509Error extends DerError {
  constructor(readonly detail: X509Problem) {
    super('value');
    this.message = `not X.509: ${detail}`;
  }
}
