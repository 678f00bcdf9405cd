import type { ContactField } from '../../domain/account/identity-screens.js';

/** How to reach the owner. None of it receives codes to log in. */
export interface ContactView {
  readonly email: string | null;
  /** Its link was followed: it may carry links to cancel and recover. */
  readonly emailVerified: boolean;
  readonly phone: string | null;
  readonly address: string | null;
  readonly editable: readonly ContactField[];
  readonly required: readonly ContactField[];
}

/** Field -> new text; null takes it away. A field that is not a contact's is refused. */
export type ContactChanges = Readonly<Record<string, string | null>>;

export interface ContactChanged extends ContactView {
  /** A link went to the new address. False: none was asked for, or the mail could not be sent; ask again. */
  readonly linkSent: boolean;
}

export interface EmailLinkSent {
  /** `a***@example.vn` */
  readonly sentTo: string;
}
