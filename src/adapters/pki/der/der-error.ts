/** What is wrong with bytes that should be DER. */
export type DerProblem =
  | 'truncated' // an element says it is longer than what is there
  | 'trailingBytes' // something follows where nothing may
  | 'length' // indefinite, not minimal, or of more octets than anything real
  | 'tag' // another type than the grammar asks for, or a form that DER forbids
  | 'size' // more bytes or more elements than accepted
  | 'depth' // nested deeper than accepted
  | 'value'; // the right type with a content that DER or the grammar forbids

/** The only error the readers of this folder throw; parsers turn it into their refusal. */
export class DerError extends Error {
  override readonly name = 'DerError';

  constructor(readonly problem: DerProblem) {
    super(`not DER: ${problem}`);
  }
}
