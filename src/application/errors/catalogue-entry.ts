/** What kind of answer a code is; adapters map it to their own numbers (HTTP: src/adapters/http). */
export type ErrorKind =
  | 'invalid' // the input itself is wrong; sending it again is pointless
  | 'refused' // understood, and not allowed by a rule
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict' // someone else changed it first; read again
  | 'pending' // not decided yet; ask again
  | 'busy' // too much or too fast; retry after the time given
  | 'unavailable' // a counterparty or store did not answer; nothing was decided
  | 'corrupt' // stored history cannot be read
  | 'bug';

/** What a person can do about a refusal. */
export type Remedy =
  | 'recoverPassword'
  | 'counter'
  | 'complaint'
  | 'addMethod'
  | 'register'
  | 'retry'
  | 'startAgain'
  | 'checkSubscription'
  | 'chooseAnotherMethod'
  | 'logInAgain'
  | 'waitAndRetry';

/** One code of the catalogue. Messages are for the public: no internals, no personal data. */
export interface CatalogueEntry {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly vi: string;
  readonly en: string;
}
