/** What must never be seen. Each is a consequence for somebody, not a step of the protocol. */
export type ViolationKind =
  /** Two live accounts for one identifier. */
  | 'twoLiveAccounts'
  /** An account lists an identifier whose claim is another's, though it has not ended. */
  | 'keyOfAnother'
  /** A claim of a live account that the account does not know of. */
  | 'unlistedClaim'
  /** An ended stream went on. */
  | 'terminalGrew'
  /** One registration made two accounts. */
  | 'registeredTwice'
  /** Told registered, and there is no account; or told superseded or duplicate, and there is one. */
  | 'toldWrong'
  /** The same command gave two different final answers. */
  | 'answerChanged'
  /** A refused command left something behind. */
  | 'refusedChanged'
  /** A command never came to a final answer. */
  | 'stuck'
  /** An identifier that no live account has cannot be taken. */
  | 'untakeable'
  /** Absorbed accounts lead round in a circle. */
  | 'mergeCycle'
  /** One merge id committed twice. */
  | 'mergedTwice'
  /** An account was absorbed or closed while a merge it had started could still commit. */
  | 'openMerge'
  /** Answers that no order of the commands explains. */
  | 'noLegalHistory'
  /** A run threw. */
  | 'threw';

export interface Violation {
  readonly kind: ViolationKind;
  readonly what: string;
}
